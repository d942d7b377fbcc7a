/*
** pcapfile.c - pcap files (draft-ietf-opsawg-pcap)
*/
#include <limits.h>

#include "records.h"

#define HEADER 24         /* bytes of a file's header */
#define RECORD 16         /* before each frame, */
#define PATCHED_RECORD 24 /* with Kuznetzov's additions */

/* How many bytes a frame has here, and had on the wire. */
static void read_lengths(const Reader *reader, uint32_t *caplen,
                         uint32_t *length) {
  /* before version 2.4 they were in the other order, in 2.3 sometimes */
  if (reader->order == ORDER_NOW ||
      (reader->order == ORDER_EITHER && *caplen <= *length)) return;
  uint32_t first = *caplen;
  *caplen = *length;
  *length = first;
}

static int refuse_length(Reader *reader, uint32_t caplen) {
  return reader_refuse(reader, "damaged: packet %llu, at byte %llu: a captured "
    "length of %u: at most %u expected",
    (unsigned long long)reader->packets + 1,
    (unsigned long long)input_place(&reader->input), caplen, reader->most);
}

static inline int take(Reader *reader, Frame *frame, bool swapped) {
  Input *input = &reader->input;
  uint32_t header = reader->header;
  if (__builtin_expect(input_there(input) < header, false)) {
    int n = input_need(input, header);
    if (n != INPUT_HERE)
      return reader_lack(reader, n, "packet", reader->packets + 1, header);
  }
  const uint8_t *at = input->at;
  uint32_t caplen = word(at + 8, swapped), length = word(at + 12, swapped);
  if (reader->order != ORDER_NOW) read_lengths(reader, &caplen, &length);
  if (caplen > reader->most) return refuse_length(reader, caplen);
  if (__builtin_expect(input_there(input) - header < caplen, false)) {
    size_t size = (size_t)header + caplen;
    int n = input_need(input, size);
    if (n != INPUT_HERE)
      return reader_lack(reader, n, "packet", reader->packets + 1, size);
    at = input->at;
  }
  frame->bytes = at + header;
  frame->caplen = caplen;
  frame->length = length;
  frame->time = (int64_t)(word(at, swapped) * SECOND +
                          (uint64_t)word(at + 4, swapped) * reader->scale);
  frame->link = reader->link;
  frame->fcs = reader->fcs;
  frame->interface = 0;
  frame->notes = NULL;
  input->at = at + header + caplen;
  __builtin_prefetch(input->at);  /* the next record and its headers */
  __builtin_prefetch(input->at + 64);
  reader->packets++;
  return READER_FRAME;
}

static int take_native(Reader *reader, Frame *frame) {
  return take(reader, frame, false);
}

static int take_swapped(Reader *reader, Frame *frame) {
  return take(reader, frame, true);
}

/* The order of lengths in a version; false: there is no such version. */
static bool read_version(Reader *reader, unsigned major, unsigned minor) {
  reader->order = ORDER_NOW;
  if (major == 543 && minor == 0) reader->order = ORDER_OLD;  /* DG/UX */
  else if (major != 2 || minor > 4) return false;
  else if (minor < 3) reader->order = ORDER_OLD;
  else if (minor == 3) reader->order = ORDER_EITHER;
  return true;
}

int pcapfile_begin(Reader *reader, uint32_t magic) {
  Input *input = &reader->input;
  bool swapped = reader->swapped;
  int n = input_need(input, HEADER);
  if (n != INPUT_HERE)
    return reader_lack(reader, n, "the file's header", 0, HEADER);
  const uint8_t *at = input->at;
  unsigned major = half(at + 4, swapped), minor = half(at + 6, swapped);
  if (!read_version(reader, major, minor))
    return reader_refuse(reader, "a pcap file of version %u.%u: 2.0 to 2.4 "
                         "expected", major, minor);
  uint32_t link = word(at + 20, swapped);
  reader->link = (uint16_t)reader_dlt(link & 0xffff);
  reader->fcs = link & 0x04000000 ? (uint16_t)(2 * (link >> 28)) : 0;
  reader->most = reader_most(reader->link);
  reader->snaplen = word(at + 16, swapped);
  if (reader->snaplen == 0 || reader->snaplen > INT_MAX)
    reader->snaplen = reader->most;
  reader->scale = magic == UINT32_C(0xA1B23C4D) ? 1 : 1000;
  reader->header = magic == UINT32_C(0xA1B2CD34) ? PATCHED_RECORD : RECORD;
  reader->take = swapped ? take_swapped : take_native;
  input->at += HEADER;
  return READER_FRAME;
}
