/*
** filter.c - filters, compiled (libpcap)
*/
#include "filter.h"

#include <stdlib.h>

#include "program.h"

#define FILTER_SNAPLEN 262144  /* what a filter for packets here accepts */

int filter_program(pcap_t *pcap, const char *expression, bpf_u_int32 netmask,
                   struct bpf_program *program, Fault *fault) {
  if (pcap_compile(pcap, program, expression, 1, netmask) == 0) return 0;
  return fault_set(fault, "filter", "filter \"%.400s\": %s", expression,
                    pcap_geterr(pcap));
}

struct Filter {
  struct bpf_program program;
};

Filter *filter_compile(const char *expression, int datalink, Fault *fault) {
  Filter *filter = calloc(1, sizeof *filter);
  pcap_t *pcap = pcap_open_dead(datalink, FILTER_SNAPLEN);
  int status = -1;
  if (filter == NULL || pcap == NULL) fault_memory(fault);
  else status = filter_program(pcap, expression, PCAP_NETMASK_UNKNOWN,
                               &filter->program, fault);
  if (pcap != NULL) pcap_close(pcap);
  if (status == 0) return filter;
  free(filter);
  return NULL;
}

bool filter_match(const Filter *filter, const Frame *frame) {
  struct pcap_pkthdr header = {{0, 0}, frame->caplen, frame->length};
  return pcap_offline_filter(&filter->program, &header, frame->bytes) != 0;
}

void filter_free(Filter *filter) {
  if (filter == NULL) return;
  pcap_freecode(&filter->program);
  free(filter);
}
