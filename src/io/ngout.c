/*
** ngout.c - the bytes of pcapng files
*/
#include "ngout.h"

#include <string.h>

#define OPTION_MAX ((size_t)65535)
#define NANOSECONDS 9  /* if_tsresol: 10^-9 s */
#define HEAD ((size_t)28)  /* bytes of a frame's block before its bytes, */
#define TAIL ((size_t)4)   /* and of any block after all */

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
  return buffer_add(out, zeros, ng_padded(size) - size);
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

bool ngout_section(Buffer *out, const uint8_t *options, size_t size) {
  static const char application[] = "pycap " PYCAP_VERSION;
  enum { MAGIC = 0x1a2b3c4d };
  static const uint64_t unknown = UINT64_MAX;
  NgOption named;
  size_t start;
  bool ok = begin(out, NG_BLOCK_SECTION, &start) && add_word(out, MAGIC) &&
            add_half(out, 1) && add_half(out, 0) &&
            buffer_add(out, &unknown, sizeof unknown) &&
            buffer_add(out, options, size);
  if (!size || !ng_find(options, options + size, SECTION_APPLICATION, &named))
    ok = ok && add_text(out, SECTION_APPLICATION, application);
  return ok && add_word(out, NG_END) && end(out, start);
}

bool ngout_interface(Buffer *out, const Interface *i, uint16_t link) {
  static const uint8_t resolution = NANOSECONDS;
  size_t start;
  return begin(out, NG_BLOCK_INTERFACE, &start) && add_half(out, link) &&
         add_half(out, 0) && add_word(out, i->snaplen) &&
         buffer_add(out, i->options, i->size) &&
         add_option(out, IF_RESOLUTION, &resolution, 1) &&
         add_word(out, NG_END) && end(out, start);
}

bool ngout_block(Buffer *out, const NgBlock *block, uint32_t interface) {
  size_t start, body;
  if (!begin(out, block->type, &start)) return false;
  body = out->size;
  if (!buffer_add(out, block->bytes, block->size)) return false;
  if (block->type == NG_BLOCK_COUNTS)
    memcpy(out->bytes + body, &interface, sizeof interface);
  return add_padding(out, block->size) && end(out, start);
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
  return begin(out, NG_BLOCK_COUNTS, &start) && add_word(out, interface) &&
         add_word(out, now >> 32) && add_word(out, now & UINT32_MAX) &&
         (c->packets == 0 || (add_time(out, COUNT_START, c->first) &&
                              add_time(out, COUNT_END, c->last))) &&
         add_count(out, COUNT_RECEIVED, c->received) &&
         add_count(out, COUNT_DROPPED, c->dropped) &&
         add_count(out, COUNT_DELIVERED, (int64_t)c->packets) &&
         add_word(out, NG_END) && end(out, start);
}

/* --- frames --- */

/* The bytes of options that are no comments, which go to `out`, or NULL. */
static size_t other_options(const Notes *notes, Buffer *out) {
  const uint8_t *start = notes->options, *at = start, *last = at + notes->rest;
  NgOption option;
  size_t size = 0;
  for (; ng_next(&at, last, &option); start = at) {
    if (option.code == NG_COMMENT) continue;
    size += (size_t)(at - start);
    if (out) buffer_add(out, start, (size_t)(at - start));
  }
  return size;
}

static size_t options_size(const Notes *notes) {
  if (!notes) return 0;
  bool whole = notes->options && !notes->replaced;
  size_t comment = notes->size < OPTION_MAX ? notes->size : OPTION_MAX, size;
  if (whole) {
    size = notes->rest;
  } else {
    size = notes->comment ? 4 + ng_padded(comment) : 0;
    size += notes->options ? other_options(notes, NULL)
            : notes->direction ? 8 : 0;
  }
  return size > 0 ? size + 4 : 0;
}

static void add_options(Buffer *out, const Notes *notes) {
  const uint32_t flags = notes->direction;
  if (notes->options && !notes->replaced) {
    buffer_add(out, notes->options, notes->rest);
  } else {
    if (notes->comment)
      add_option(out, NG_COMMENT, notes->comment, notes->size);
    if (notes->options) other_options(notes, out);
    else if (flags) add_option(out, FRAME_FLAGS, &flags, sizeof flags);
  }
  add_word(out, NG_END);
}

size_t ngout_framesize(const Frame *frame, uint32_t caplen) {
  return HEAD + ng_padded(caplen) + options_size(frame->notes) + TAIL;
}

void ngout_frame(uint8_t *at, uint32_t interface, const Frame *frame,
                 uint32_t caplen) {
  const uint64_t time = (uint64_t)frame->time;
  const size_t size = ngout_framesize(frame, caplen);
  const uint32_t head[7] = {NG_BLOCK_FRAME, (uint32_t)size, interface,
                            (uint32_t)(time >> 32), (uint32_t)time, caplen,
                            frame->length};
  const uint32_t tail = (uint32_t)size;
  Buffer out = {at, 0, size, NULL};
  buffer_add(&out, head, sizeof head);
  buffer_add(&out, frame->bytes, caplen);
  add_padding(&out, caplen);
  if (options_size(frame->notes) > 0) add_options(&out, frame->notes);
  buffer_add(&out, &tail, sizeof tail);
}

bool ngout_is_frame(const uint8_t *bytes) {
  uint32_t type;
  memcpy(&type, bytes, sizeof type);
  return type == NG_BLOCK_FRAME;
}

size_t ngout_size(const uint8_t *bytes, size_t left) {
  uint32_t size;
  if (left < 8) return 0;
  memcpy(&size, bytes + 4, sizeof size);
  return size >= 12 && size <= left ? size : 0;
}
