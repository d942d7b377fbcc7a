/*
** device.h - what capture.c needs of libpcap besides reading
*/
#ifndef PYCAP_DEVICE_H
#define PYCAP_DEVICE_H

#include <pcap/pcap.h>
#include <stddef.h>

#include "capture.h"
#include "fault.h"

/* The name of libpcap's default device (the caller frees it), or NULL. */
char *device_default(Fault *fault);

/*
** An activated, non-blocking handle that captures from device `name` as the
** options say (all but their filter), or NULL and a fault. What could not be
** granted goes into `warning` (of `size` bytes), which is left "" otherwise.
*/
pcap_t *device_open(const char *name, const CaptureOptions *options,
                    char *warning, size_t size, Fault *fault);

/* Sets a handle's link type unless it has it; 0, or -1 and "unsupported". */
int device_datalink(pcap_t *pcap, const char *name, int datalink,
                    Fault *fault);

/*
** Makes an activated handle one of a group among which the kernel shares the
** device's packets, by flow. *group < 0: a new group, whose number goes there.
** 0, or -1 and "unsupported".
*/
int device_fanout(pcap_t *pcap, const char *name, int *group, Fault *fault);

/* 0 and a program to be freed by pcap_freecode, or -1 and "filter". */
int filter_program(pcap_t *pcap, const char *expression, bpf_u_int32 netmask,
                   struct bpf_program *program, Fault *fault);

#endif
