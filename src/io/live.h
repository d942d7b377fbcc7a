/*
** live.h - a handle that captures from a device
*/
#ifndef PYCAP_LIVE_H
#define PYCAP_LIVE_H

#include <pcap/pcap.h>
#include <stddef.h>

#include "capture.h"
#include "fault.h"

/*
** An activated, non-blocking handle that captures from device `name` (any of
** its names) as the options say (all but link type and filter), or NULL and a
** fault. What could not be granted goes into `warning` (of `size` bytes), else
** left "". *index is the interface's, 0: it is none ("any", "usbmon1").
*/
pcap_t *live_open(const char *name, const CaptureOptions *options, int *index,
                  char *warning, size_t size, Fault *fault);

/*
** Makes an activated handle one of a group among which the kernel shares the
** device's packets, by flow. `whole`: it puts fragments of IPv4 together before.
** *group < 0: a new group, whose number goes there. 0, or -1 and "unsupported".
*/
int live_fanout(pcap_t *pcap, const char *name, bool whole, int *group,
                Fault *fault);

#endif
