/*
** counters.h - what a device's capture has received and lost, in 64 bits
*/
#ifndef PYCAP_COUNTERS_H
#define PYCAP_COUNTERS_H

#include <pcap/pcap.h>
#include <stdbool.h>
#include <stdint.h>

#include "capture.h"

typedef struct Counters {
  CaptureStats stats;
  unsigned received, dropped;  /* libpcap's, of 32 bits, the last time */
  int index;                   /* the interface's, 0: it is none */
  bool promisc;                /* as libpcap has it, only then it is asked */
  uint64_t missed;             /* by the interface before the capture */
  unsigned reads;              /* since the clock was looked at */
  int64_t due;                 /* when to read libpcap's again */
} Counters;

/* Begins counting on a handle that has just been opened. */
void counters_begin(Counters *counters, int index, bool promisc);

/* Reads them: 0, or -1 when libpcap cannot tell. */
int counters_read(Counters *counters, pcap_t *pcap);

/* To be called in each dispatch: reads them before libpcap's come round. */
void counters_tick(Counters *counters, pcap_t *pcap);

#endif
