/*
** pcapout.c - the bytes of pcap files
*/
#include "pcapout.h"

#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINK 20     /* where the link type is in the header */
#define CAPLEN 8    /* and the number of a frame's bytes in a record */

/* libpcap alone knows which number files have: it writes a header. */
int64_t pcapout_link(int datalink, const char *name, Fault *fault) {
  pcap_t *pcap = pcap_open_dead(datalink, 1);
  char *text = NULL;
  size_t size = 0;
  FILE *file = open_memstream(&text, &size);
  int64_t link = -1;
  pcap_dumper_t *dumper = pcap && file ? pcap_dump_fopen(pcap, file) : NULL;
  if (dumper) {
    pcap_dump_close(dumper);
    uint32_t number = 0;
    if (text && size >= LINK + sizeof number)
      memcpy(&number, text + LINK, sizeof number);
    link = number;
  } else {
    if (pcap && file)
      fault_set(fault, "unsupported", "%s: %s", name, pcap_geterr(pcap));
    else
      fault_memory(fault);
    if (file) fclose(file);
  }
  free(text);
  if (pcap) pcap_close(pcap);
  return link;
}

bool pcapout_header(Buffer *out, uint32_t link, uint32_t snaplen, bool micro) {
  const struct {
    uint32_t magic;
    uint16_t major, minor;
    uint32_t zone, figures, snaplen, link;
  } header = {micro ? 0xa1b2c3d4 : 0xa1b23c4d, 2, 4, 0, 0, snaplen, link};
  return buffer_add(out, &header, sizeof header);
}

void pcapout_record(uint8_t *at, const Frame *frame, uint32_t caplen,
                    bool micro) {
  const uint32_t record[4] = {
    (uint32_t)(frame->time / 1000000000),
    (uint32_t)(frame->time % 1000000000 / (micro ? 1000 : 1)),
    caplen, frame->length
  };
  memcpy(at, record, sizeof record);
  if (caplen > 0) memcpy(at + sizeof record, frame->bytes, caplen);
}

size_t pcapout_size(const uint8_t *bytes, size_t left) {
  uint32_t caplen;
  if (left < PCAP_RECORD) return 0;
  memcpy(&caplen, bytes + CAPLEN, sizeof caplen);
  return PCAP_RECORD + caplen <= left ? PCAP_RECORD + caplen : 0;
}
