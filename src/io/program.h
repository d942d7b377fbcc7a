/*
** program.h - filters, compiled for a handle of libpcap
*/
#ifndef PYCAP_PROGRAM_H
#define PYCAP_PROGRAM_H

#include <pcap/pcap.h>
#include <stdbool.h>

#include "fault.h"

/*
** 0 and a program to be freed by pcap_freecode, or -1 and "filter". `live`: it
** is for a device. The mask is in the network's byte order.
*/
int filter_program(pcap_t *pcap, const char *expression, bool live,
                   bpf_u_int32 netmask, struct bpf_program *program,
                   Fault *fault);

#endif
