/*
** listing.c - link types, time stamps, programs of filters (libpcap)
*/
#include "listing.h"

#include <stdio.h>
#include <stdlib.h>

#include "datalink.h"
#include "device.h"
#include "live.h"
#include "program.h"

#define SNAPLEN 262144

static int list_datalinks(const char *device, ListingLine line, void *context,
                          Fault *fault) {
  const CaptureOptions options = {.snaplen = SNAPLEN, .datalink = -1};
  char warning[PCAP_ERRBUF_SIZE];
  int index, *types;
  pcap_t *pcap = live_open(device, &options, &index, warning, sizeof warning,
                           fault);
  if (pcap == NULL) return -1;
  int count = pcap_list_datalinks(pcap, &types);
  for (int i = 0; i < count; i++) {
    char number[16];
    const char *name = datalink_name(types[i]);
    snprintf(number, sizeof number, "%d", types[i]);
    line(context, name != NULL ? name : number, datalink_meaning(types[i]));
  }
  if (count < 0) fault_set(fault, "device", "%s: %s", device,
                           pcap_geterr(pcap));
  else pcap_free_datalinks(types);
  pcap_close(pcap);
  return count < 0 ? -1 : 0;
}

static int list_timestamps(const char *device, ListingLine line, void *context,
                           Fault *fault) {
  char words[PCAP_ERRBUF_SIZE] = "";
  int *types;
  pcap_t *pcap = pcap_create(device, words);
  if (pcap == NULL) return fault_set(fault, "device", "%s: %s", device, words);
  int count = pcap_list_tstamp_types(pcap, &types);
  for (int i = 0; i < count; i++)
    line(context, pcap_tstamp_type_val_to_name(types[i]),
         pcap_tstamp_type_val_to_description(types[i]));
  if (count < 0) fault_set(fault, "device", "%s: %s", device,
                           pcap_geterr(pcap));
  if (count > 0) pcap_free_tstamp_types(types);
  pcap_close(pcap);
  return count < 0 ? -1 : 0;
}

/* Lists for a device, or for the default one. */
static int list(const char *device,
                int (*of)(const char *, ListingLine, void *, Fault *),
                ListingLine line, void *context, Fault *fault) {
  char *standard = device ? NULL : device_default(fault);
  const char *name = device ? device : standard;
  int result = name != NULL ? of(name, line, context, fault) : -1;
  free(standard);
  return result;
}

int listing_datalinks(const char *device, ListingLine line, void *context,
                      Fault *fault) {
  return list(device, list_datalinks, line, context, fault);
}

int listing_timestamps(const char *device, ListingLine line, void *context,
                       Fault *fault) {
  return list(device, list_timestamps, line, context, fault);
}

static void print_program(const struct bpf_program *program, int style,
                          ListingLine line, void *context) {
  char text[64];
  snprintf(text, sizeof text, "%u", program->bf_len);
  if (style == 3) line(context, text, NULL);
  for (u_int i = 0; i < program->bf_len; i++) {
    const struct bpf_insn *at = &program->bf_insns[i];
    if (style == 2)
      snprintf(text, sizeof text, "{ 0x%x, %u, %u, 0x%08x },", at->code,
               at->jt, at->jf, at->k);
    else if (style == 3)
      snprintf(text, sizeof text, "%u %u %u %u", at->code, at->jt, at->jf,
               at->k);
    line(context, style == 1 ? bpf_image(at, (int)i) : text, NULL);
  }
}

int listing_program(const char *filter, int datalink, int style,
                    ListingLine line, void *context, Fault *fault) {
  struct bpf_program program;
  pcap_t *pcap = pcap_open_dead(datalink, SNAPLEN);
  const Target target = {pcap, NULL, false, PCAP_NETMASK_UNKNOWN};
  if (pcap == NULL) return fault_memory(fault);
  int result = filter_program(&target, filter, &program, fault);
  if (result == 0) {
    print_program(&program, style, line, context);
    pcap_freecode(&program);
  }
  pcap_close(pcap);
  return result;
}
