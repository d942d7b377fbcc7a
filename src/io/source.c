/*
** source.c - what a capture reads: its name, link type and filter (libpcap)
*/
#include "source.h"

#include <stdlib.h>
#include <string.h>

#include "datalink.h"
#include "program.h"

#define NAMES 512  /* bytes for a list of names */

const char *source_name(const Capture *capture) {
  if (capture->device != NULL) return capture->device;
  if (strcmp(capture->filename, "-") == 0) return "standard input";
  return capture->filename;
}

int source_refuse(const Capture *capture, int error, Fault *fault) {
  fault_set(fault, "file", "%s: %s", source_name(capture), strerror(error));
  fault->error = error;
  if (fault_exhausted(fault)) fault->code = "memory";
  return -1;
}

int source_datalink(Capture *capture, Fault *fault) {
  const char *name = datalink_name(capture->datalink);
  char list[NAMES] = "";
  int *types = NULL;
  int count;
  if (capture->datalink < 0 ||
      capture->datalink == pcap_datalink(capture->pcap) ||
      pcap_set_datalink(capture->pcap, capture->datalink) == 0) return 0;
  count = pcap_list_datalinks(capture->pcap, &types);
  for (int i = 0; i < count; i++)
    fault_list(list, sizeof list, datalink_name(types[i]));
  if (count > 0) pcap_free_datalinks(types);
  return fault_set(fault, "unsupported",
    "%s: no link type %d (%s), possible: %s", source_name(capture),
    capture->datalink, name != NULL ? name : "unknown", list);
}

/* Drops the frame that was given back if the new filter refuses it. */
static void refilter(Capture *capture) {
  const Frame *head = &capture->head;
  struct pcap_pkthdr header = {.caplen = head->caplen, .len = head->length};
  capture->held =
    pcap_offline_filter(&capture->program, &header, head->bytes) != 0;
}

int source_filter(Capture *capture, const char *expression, Fault *fault) {
  char words[PCAP_ERRBUF_SIZE];
  struct bpf_program program;
  bpf_u_int32 network, netmask = PCAP_NETMASK_UNKNOWN;
  int status;
  if (capture->pcap == NULL) {  /* for when the pipe's header has come */
    char *kept = strdup(expression);
    if (kept == NULL) return fault_memory(fault);
    free(capture->filter);
    capture->filter = kept;
    return 0;
  }
  if (capture->device != NULL &&
      pcap_lookupnet(capture->device, &network, &netmask, words) < 0)
    netmask = PCAP_NETMASK_UNKNOWN;
  if (filter_program(capture->pcap, expression, netmask, &program, fault) < 0)
    return -1;
  if (capture->file != NULL) {  /* ours to run: see dispatch_file */
    pcap_freecode(&capture->program);
    capture->program = program;
    if (capture->held) refilter(capture);
    return 0;
  }
  status = pcap_setfilter(capture->pcap, &program);
  pcap_freecode(&program);
  if (status == 0) return 0;
  return fault_set(fault, "filter", "filter \"%.400s\": %s", expression,
                   pcap_geterr(capture->pcap));
}
