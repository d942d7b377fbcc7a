/*
** ngout.h - the bytes of pcapng files, in this machine's order
** (draft-ietf-opsawg-pcapng)
*/
#ifndef PYCAP_NGOUT_H
#define PYCAP_NGOUT_H

#include "../core/frame.h"
#include "blocks.h"
#include "interfaces.h"
#include "buffer.h"

/* What was written by one interface. */
typedef struct NgCounts {
  uint64_t packets;      /* written */
  int64_t first, last;   /* times of the first and the last, ns */
  int64_t received, dropped;  /* by the device; -1: not known */
  bool copied;           /* those that the source has were written */
} NgCounts;

/* Each adds a block; false: no memory. A section has the options given. */
bool ngout_section(Buffer *out, const uint8_t *options, size_t size);

/* Times are in nanoseconds; `link`: the number that files have for it. */
bool ngout_interface(Buffer *out, const Interface *interface, uint16_t link);
bool ngout_counts(Buffer *out, uint32_t interface, const NgCounts *counts);

/* Any other block, as it came; `interface`: the number that counts get. */
bool ngout_block(Buffer *out, const NgBlock *block, uint32_t interface);

/*
** The bytes of the block of a frame of which `caplen` bytes are kept; writes
** it. What its notes say is in it.
*/
size_t ngout_framesize(const Frame *frame, uint32_t caplen);
void ngout_frame(uint8_t *at, uint32_t interface, const Frame *frame,
                 uint32_t caplen);

/* True for the block of a frame. */
bool ngout_is_frame(const uint8_t *bytes);

/* The bytes of the whole block that begins there; 0: it is cut. */
size_t ngout_size(const uint8_t *bytes, size_t left);

#endif
