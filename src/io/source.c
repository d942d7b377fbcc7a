/*
** source.c - what a capture reads: its name, link type and filter (libpcap)
*/
#include "source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "datalink.h"
#include "link.h"
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
  int own = capture->pcap != NULL ? pcap_datalink(capture->pcap)
                                  : reader_link(capture->reader);
  if (capture->datalink < 0 || capture->datalink == own) return 0;
  if (capture->pcap == NULL) {
    fault_list(list, sizeof list, datalink_name(own));
  } else {
    if (pcap_set_datalink(capture->pcap, capture->datalink) == 0) return 0;
    count = pcap_list_datalinks(capture->pcap, &types);
    for (int i = 0; i < count; i++)
      fault_list(list, sizeof list, datalink_name(types[i]));
    if (count > 0) pcap_free_datalinks(types);
  }
  return fault_set(fault, "unsupported",
    "%s: no link type %d (%s), possible: %s", source_name(capture),
    capture->datalink, name != NULL ? name : "unknown", list);
}

int source_watch(Capture *capture, Fault *fault) {
  Link link;
  int error = link_read(capture->index, &link);
  if (error == ENODEV)
    return fault_set(fault, "device", "%s: The interface disappeared",
                     capture->device);
  capture->watched = error != 0 || !(link.flags & IFF_UP);
  return 0;
}

/* --- filters --- */

/* The mask of the device's network, for "ip broadcast". */
static bpf_u_int32 netmask_of(const Capture *capture) {
  struct in_addr address, mask = {0};
  int error = 0;
  if (capture->index > 0)
    error = link_address(capture->index, capture->device, &address, &mask);
  return error == 0 || error == EADDRNOTAVAIL ? mask.s_addr
                                              : PCAP_NETMASK_UNKNOWN;
}

/*
** Sets a device's filter. The socket has one place for an error, such as that
** the link went down; libpcap, which reads the socket empty meanwhile, takes it
** for a failure of its own and leaves the device without a filter. So it is set
** again, and the reader has to look for itself what became of the link.
*/
static int set_filter(Capture *capture, struct bpf_program *program) {
  if (pcap_setfilter(capture->pcap, program) == 0) return 0;
  capture->watched = capture->index > 0;
  return pcap_setfilter(capture->pcap, program);
}

/* Back to the filter in force; without it the capture is of no use. */
static void restore_filter(Capture *capture) {
  struct bpf_program none;
  const Target target = {capture->pcap, NULL, true, 0};
  Fault *own = &capture->fault;
  int status = -1;
  if (capture->kernel.bf_insns != NULL) {
    status = set_filter(capture, &capture->kernel);
  } else if (filter_program(&target, "", &none, own) == 0) {
    status = set_filter(capture, &none);
    pcap_freecode(&none);
  }
  own->code = NULL;
  if (status < 0)
    fault_set(own, "device", "%s: the filter in force was lost: %s",
              capture->device, pcap_geterr(capture->pcap));
}

/* Takes over the program. */
static int filter_device(Capture *capture, const char *expression,
                         struct bpf_program program, Fault *fault) {
  if (set_filter(capture, &program) == 0) {
    pcap_freecode(&capture->kernel);
    capture->kernel = program;
    return 0;
  }
  fault_set(fault, "filter", "filter \"%.400s\": %s", expression,
            pcap_geterr(capture->pcap));
  pcap_freecode(&program);
  restore_filter(capture);
  return -1;
}

/* Has a file's frames pass it, that which was given back among them. */
static int filter_file(Capture *capture, const char *expression,
                       Fault *fault) {
  if (!capture->ready) {  /* for when the header has come */
    char *kept = strdup(expression);
    if (kept == NULL) return fault_memory(fault);
    free(capture->filter);
    capture->filter = kept;
    return 0;
  }
  Sieve *sieve = sieve_open(capture->bound, expression,
                            reader_link(capture->reader), fault);
  if (sieve == NULL) return -1;
  sieve_close(capture->sieve);
  capture->sieve = sieve;
  if (capture->held) capture->held = sieve_pass(sieve, &capture->head);
  return 0;
}

int source_filter(Capture *capture, const char *expression, Fault *fault) {
  struct bpf_program program;
  if (capture->pcap == NULL) return filter_file(capture, expression, fault);
  const Target target = {capture->pcap, capture->bound, true,
                         netmask_of(capture)};
  if (filter_program(&target, expression, &program, fault) < 0) return -1;
  return filter_device(capture, expression, program, fault);
}
