/*
** program.h - filters, compiled for a handle of libpcap
*/
#ifndef PYCAP_PROGRAM_H
#define PYCAP_PROGRAM_H

#include <pcap/pcap.h>
#include <stdbool.h>

#include "fault.h"

/*
** What filters are compiled for. `bound`: frames have to pass this filter
** first, NULL: none. `live`: it is a device. The mask is in the network's byte
** order.
*/
typedef struct Target {
  pcap_t *pcap;
  const char *bound;
  bool live;
  bpf_u_int32 netmask;
} Target;

/*
** 0 and a program to be freed by pcap_freecode, or -1 and "filter" or "memory".
** Each of the two filters is compiled alone and sees the frame from its start,
** so that nothing in the expression changes what `bound` means.
*/
int filter_program(const Target *target, const char *expression,
                   struct bpf_program *program, Fault *fault);

#endif
