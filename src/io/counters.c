/*
** counters.c - what a device's capture has received and lost (libpcap)
*/
#include "counters.h"

#include "link.h"
#include "wait.h"

#define READS 64                   /* dispatches between looks at the clock */
#define PERIOD INT64_C(5000000000) /* ns: fewer than 2^32 frames come in it */

/* The frames that the interface has dropped; before, where it does not tell. */
static uint64_t missed(const Counters *counters) {
  Link link;
  if (!counters->promisc || link_read(counters->index, &link) != 0)
    return counters->missed + counters->stats.ifdropped;
  return link.missed;
}

void counters_begin(Counters *counters, int index, bool promisc) {
  *counters = (Counters){.index = index, .promisc = promisc && index > 0};
  counters->missed = missed(counters);
}

int counters_read(Counters *counters, pcap_t *pcap) {
  struct pcap_stat now;
  CaptureStats *stats = &counters->stats;
  if (pcap_stats(pcap, &now) < 0) return -1;
  stats->received += (unsigned)(now.ps_recv - counters->received);
  stats->dropped += (unsigned)(now.ps_drop - counters->dropped);
  /* libpcap asks by the name that the interface had */
  stats->ifdropped = counters->index > 0
    ? missed(counters) - counters->missed : now.ps_ifdrop;
  counters->received = now.ps_recv;
  counters->dropped = now.ps_drop;
  counters->due = clock_now() + PERIOD;
  return 0;
}

void counters_tick(Counters *counters, pcap_t *pcap) {
  if (++counters->reads % READS != 0 || clock_now() < counters->due) return;
  counters_read(counters, pcap);
}
