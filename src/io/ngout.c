/*
** ngout.c - the bytes of pcapng files
*/
#include "ngout.h"

#include <string.h>

enum {
  SECTION = 0x0a0d0d0a, INTERFACE = 1, NAMES = 4, COUNTS = 5, FRAME = 6,
  SECRETS = 10
};

enum { END = 0, COMMENT = 1 };
enum { FRAME_FLAGS = 2 };
enum {
  IF_NAME = 2, IF_DESCRIPTION = 3, IF_RESOLUTION = 9, IF_FILTER = 11,
  IF_SYSTEM = 12, IF_FCS = 13, IF_HARDWARE = 15
};
enum {
  COUNT_START = 2, COUNT_END = 3, COUNT_RECEIVED = 4, COUNT_DROPPED = 5,
  COUNT_DELIVERED = 8
};

#define OPTION_MAX ((size_t)65535)
#define NANOSECONDS 9  /* if_tsresol: 10^-9 s */
#define HEAD ((size_t)28)  /* bytes of a frame's block before its bytes, */
#define TAIL ((size_t)4)   /* and of any block after all */

static size_t padded(size_t size) { return (size + 3) & ~(size_t)3; }

/* --- pieces --- */

static bool add_half(Buffer *out, size_t n) {
  const uint16_t half = (uint16_t)n;
  return buffer_add(out, &half, sizeof half);
}

static bool add_word(Buffer *out, size_t n) {
  const uint32_t word = (uint32_t)n;
  return buffer_add(out, &word, sizeof word);
}

static bool add_padding(Buffer *out, size_t size) {
  static const uint8_t zeros[3];
  return buffer_add(out, zeros, padded(size) - size);
}

static bool add_option(Buffer *out, unsigned code, const void *bytes,
                       size_t size) {
  if (size > OPTION_MAX) size = OPTION_MAX;
  return add_half(out, code) && add_half(out, size) &&
         buffer_add(out, bytes, size) && add_padding(out, size);
}

static bool add_text(Buffer *out, unsigned code, const char *text) {
  return !text || add_option(out, code, text, strlen(text));
}

/* Adds a block's type, and room for its size. */
static bool begin(Buffer *out, uint32_t type, size_t *start) {
  *start = out->size;
  return add_word(out, type) && add_word(out, 0);
}

/* Adds the size at the end, and where the room for it is. */
static bool end(Buffer *out, size_t start) {
  const uint32_t size = (uint32_t)(out->size - start + TAIL);
  memcpy(out->bytes + start + 4, &size, sizeof size);
  return add_word(out, size);
}

/* --- blocks --- */

bool ngout_section(Buffer *out, char *const *comments, size_t count) {
  static const char application[] = "pycap " PYCAP_VERSION;
  enum { MAGIC = 0x1a2b3c4d, APPLICATION = 4 };
  static const uint64_t unknown = UINT64_MAX;
  size_t start;
  bool ok = begin(out, SECTION, &start) && add_word(out, MAGIC) &&
            add_half(out, 1) && add_half(out, 0) &&
            buffer_add(out, &unknown, sizeof unknown);
  for (size_t i = 0; ok && i < count; i++)
    ok = add_text(out, COMMENT, comments[i]);
  return ok && add_text(out, APPLICATION, application) &&
         add_word(out, END) && end(out, start);
}

/* A filter is a text behind a 0. */
static bool add_filter(Buffer *out, const char *filter) {
  uint8_t bytes[4096] = {0};
  if (!filter) return true;
  size_t size = strlen(filter);
  if (size > sizeof bytes - 1) return true;
  memcpy(bytes + 1, filter, size);
  return add_option(out, IF_FILTER, bytes, size + 1);
}

bool ngout_interface(Buffer *out, const Interface *i, uint16_t link) {
  static const uint8_t resolution = NANOSECONDS;
  const uint8_t fcs = (uint8_t)(8 * i->fcs);
  size_t start;
  return begin(out, INTERFACE, &start) && add_half(out, link) &&
         add_half(out, 0) && add_word(out, i->snaplen) &&
         add_text(out, COMMENT, i->comment) && add_text(out, IF_NAME, i->name) &&
         add_text(out, IF_DESCRIPTION, i->description) &&
         add_option(out, IF_RESOLUTION, &resolution, 1) &&
         add_filter(out, i->filter) && add_text(out, IF_SYSTEM, i->system) &&
         (fcs == 0 || add_option(out, IF_FCS, &fcs, 1)) &&
         add_text(out, IF_HARDWARE, i->hardware) && add_word(out, END) &&
         end(out, start);
}

bool ngout_names(Buffer *out, Named *const *names, size_t count) {
  enum { IP4 = 1, IP6 = 2 };
  size_t start;
  if (count == 0) return true;
  bool ok = begin(out, NAMES, &start);
  for (size_t i = 0; ok && i < count; i++) {
    const Named *named = names[i];
    size_t text = strlen(named->name) + 1, size = named->length + text;
    if (size > OPTION_MAX) continue;
    ok = add_half(out, named->length == 4 ? IP4 : IP6) && add_half(out, size) &&
         buffer_add(out, named->address, named->length) &&
         buffer_add(out, named->name, text) && add_padding(out, size);
  }
  return ok && add_word(out, END) && end(out, start);
}

bool ngout_secrets(Buffer *out, const Secrets *secrets) {
  size_t start;
  return begin(out, SECRETS, &start) && add_word(out, secrets->type) &&
         add_word(out, secrets->size) &&
         buffer_add(out, secrets->bytes, secrets->size) &&
         add_padding(out, secrets->size) && end(out, start);
}

/* A time as its upper and its lower half. */
static bool add_time(Buffer *out, unsigned code, int64_t time) {
  const uint32_t halves[2] = {(uint32_t)((uint64_t)time >> 32), (uint32_t)time};
  return add_option(out, code, halves, sizeof halves);
}

static bool add_count(Buffer *out, unsigned code, int64_t count) {
  return count < 0 || add_option(out, code, &count, sizeof count);
}

bool ngout_counts(Buffer *out, uint32_t interface, const NgCounts *c) {
  const uint64_t now = (uint64_t)c->last;
  size_t start;
  return begin(out, COUNTS, &start) && add_word(out, interface) &&
         add_word(out, now >> 32) && add_word(out, now & UINT32_MAX) &&
         (c->packets == 0 || (add_time(out, COUNT_START, c->first) &&
                              add_time(out, COUNT_END, c->last))) &&
         add_count(out, COUNT_RECEIVED, c->received) &&
         add_count(out, COUNT_DROPPED, c->dropped) &&
         add_count(out, COUNT_DELIVERED, (int64_t)c->packets) &&
         add_word(out, END) && end(out, start);
}

/* --- frames --- */

static size_t options_size(const Notes *notes) {
  if (!notes) return 0;
  size_t comment = notes->size < OPTION_MAX ? notes->size : OPTION_MAX;
  size_t size = (notes->comment ? 4 + padded(comment) : 0) +
                (notes->direction ? 8 : 0);
  return size > 0 ? size + 4 : 0;
}

size_t ngout_framesize(const Frame *frame, uint32_t caplen) {
  return HEAD + padded(caplen) + options_size(frame->notes) + TAIL;
}

void ngout_frame(uint8_t *at, uint32_t interface, const Frame *frame,
                 uint32_t caplen) {
  const uint64_t time = (uint64_t)frame->time;
  const size_t size = ngout_framesize(frame, caplen);
  const uint32_t head[7] = {FRAME, (uint32_t)size, interface,
                            (uint32_t)(time >> 32), (uint32_t)time, caplen,
                            frame->length};
  const uint32_t tail = (uint32_t)size;
  Buffer out = {at, 0, size, NULL};
  buffer_add(&out, head, sizeof head);
  buffer_add(&out, frame->bytes, caplen);
  add_padding(&out, caplen);
  if (options_size(frame->notes) > 0) {
    const uint32_t flags = frame->notes->direction;
    if (frame->notes->comment)
      add_option(&out, COMMENT, frame->notes->comment, frame->notes->size);
    if (flags) add_option(&out, FRAME_FLAGS, &flags, sizeof flags);
    add_word(&out, END);
  }
  buffer_add(&out, &tail, sizeof tail);
}

size_t ngout_size(const uint8_t *bytes, size_t left) {
  uint32_t size;
  if (left < 8) return 0;
  memcpy(&size, bytes + 4, sizeof size);
  return size >= 12 && size <= left ? size : 0;
}
