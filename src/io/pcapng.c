/*
** pcapng.c - pcapng files (draft-ietf-opsawg-pcapng)
*/
#include <errno.h>
#include <limits.h>

#include "pcapng.h"

#define SHORTEST 12                       /* bytes of a block without a body */
#define LONGER (UINT32_C(16) << 20)       /* than the longest packet */
#define ORDER UINT32_C(0x1A2B3C4D)
#define INTERFACES_MAX ((size_t)65536)    /* of all sections */

/* --- blocks that are no packets --- */

static int begin_section(Reader *reader, const Block *block) {
  if (block->size < 28)
    return pcapng_refuse(reader, "a section that is too short");
  if (half(block->at + 12, reader->swapped) != 1)
    return pcapng_refuse(reader, "a version of pcapng other than 1");
  reader->interfaces.first = reader->interfaces.count;
  return pcapng_section(reader, block);
}

static int add_interface(Reader *reader, const Block *block) {
  Interfaces *all = &reader->interfaces;
  if (block->size < 20)
    return pcapng_refuse(reader, "an interface that is too short");
  if (all->count == INTERFACES_MAX)
    return pcapng_refuse(reader, "too many interfaces");
  Interface *added = interfaces_add(all);
  if (added == NULL) return reader_memory(reader);
  added->link = (uint16_t)reader_dlt(half(block->at + 8, reader->swapped));
  added->snaplen = word(block->at + 12, reader->swapped);
  added->most = reader_most(added->link);
  if (added->most > reader->most) reader->most = added->most;
  return pcapng_interface(reader, block, added);
}

/* --- packets --- */

static int finish_packet(Reader *reader, const Block *block, Frame *frame,
                         const Interface *interface, uint32_t start) {
  const Interfaces *all = &reader->interfaces;
  frame->bytes = block->at + start;
  frame->link = interface->link;
  frame->fcs = interface->fcs;
  frame->interface = (uint32_t)(interface - all->list) + 1;
  frame->notes = NULL;
  reader->packets++;
  return READER_FRAME;
}

static int take_simple(Reader *reader, const Block *block, Frame *frame) {
  const Interface *interface = pcapng_find(reader, 0);
  if (block->size < 16)
    return pcapng_refuse(reader, "a packet that is too short");
  if (interface == NULL)
    return pcapng_refuse(reader, "a packet before any interface");
  uint32_t length = word(block->at + 8, reader->swapped), caplen = length;
  if (interface->snaplen > 0 && caplen > interface->snaplen)
    caplen = interface->snaplen;
  if (caplen > block->size - 16)
    return pcapng_refuse(reader, "a packet longer than its block");
  frame->caplen = caplen;
  frame->length = length;
  frame->time = 0;
  return finish_packet(reader, block, frame, interface, 12);
}

/* An enhanced packet, or an obsolete one, which has the same form but for the
** number of its interface. */
static int take_packet(Reader *reader, const Block *block, Frame *frame) {
  bool swapped = reader->swapped;
  const uint8_t *at = block->at;
  if (block->size < 32)
    return pcapng_refuse(reader, "a packet that is too short");
  uint32_t number = block->type == NG_BLOCK_FRAME ? word(at + 8, swapped)
                                                  : half(at + 8, swapped);
  const Interface *interface = pcapng_find(reader, number);
  if (interface == NULL)
    return pcapng_refuse(reader, "a packet of an unknown interface");
  uint32_t caplen = word(at + 20, swapped), whole = (caplen + 3) & ~3u;
  if (caplen > block->size - 32)
    return pcapng_refuse(reader, "a packet longer than its block");
  if (caplen > interface->most)
    return pcapng_refuse(reader, "a packet that is too long");
  frame->caplen = caplen;
  frame->length = word(at + 24, swapped);
  frame->time = interface_time(interface,
    (uint64_t)word(at + 12, swapped) << 32 | word(at + 16, swapped));
  finish_packet(reader, block, frame, interface, 28);
  if (block->size - 32 >= whole + 4)
    return pcapng_notes(reader, block, 28 + whole, frame);
  return READER_FRAME;
}

/* --- blocks --- */

/* Sets the byte order that a section has; 0, or a fault. */
static int read_order(Reader *reader, const uint8_t *at) {
  uint32_t order = word(at + 8, false);
  reader->swapped = order != ORDER;
  if (order == ORDER || __builtin_bswap32(order) == ORDER) return 0;
  return pcapng_refuse(reader, "unknown byte order");
}

/* Finds the next block, whole: READER_FRAME, or what there is instead. */
static int find_block(Reader *reader, Block *block) {
  Input *input = &reader->input;
  uint64_t number = reader->blocks + 1;
  int n = input_need(input, SHORTEST);
  if (n != INPUT_HERE)
    return reader_lack(reader, n, "block", number, SHORTEST);
  block->type = word(input->at, reader->swapped);
  if (block->type == NG_BLOCK_SECTION && read_order(reader, input->at) != 0)
    return READER_FAULT;
  uint32_t size = block->size = word(input->at + 4, reader->swapped);
  if (size < SHORTEST || size % 4 != 0 || size > LONGER + reader->most) {
    reader_refuse(reader, "damaged: block %llu, at byte %llu: a length of %u",
                  (unsigned long long)number,
                  (unsigned long long)input_place(input), size);
    return READER_FAULT;
  }
  if (__builtin_expect(input_there(input) < size, false)) {
    n = input_need(input, size);
    if (n != INPUT_HERE) return reader_lack(reader, n, "block", number, size);
  }
  block->at = input->at;
  if (word(block->at + size - 4, reader->swapped) != size)
    return pcapng_refuse(reader, "its two lengths differ");
  return READER_FRAME;
}

/* What a block holds: READER_FRAME, a fault, or READER_STARVED: no packet. */
static int read_block(Reader *reader, const Block *block, Frame *frame) {
  switch (block->type) {
    case NG_BLOCK_FRAME: case NG_BLOCK_OBSOLETE:
      return take_packet(reader, block, frame);
    case NG_BLOCK_SIMPLE: return take_simple(reader, block, frame);
    case NG_BLOCK_INTERFACE: return add_interface(reader, block);
    case NG_BLOCK_SECTION: return begin_section(reader, block);
    default: return pcapng_other(reader, block);
  }
}

static int take(Reader *reader, Frame *frame) {
  for (;;) {
    Block block = {.at = reader->input.at};
    int n = find_block(reader, &block);
    if (n != READER_FRAME) return n;
    n = read_block(reader, &block, frame);
    if (n == READER_FAULT) return n;
    reader->input.at += block.size;
    reader->blocks++;
    if (n == READER_FRAME) return n;
  }
}

int pcapng_begin(Reader *reader) {
  Interfaces *all = &reader->interfaces;
  while (all->count == 0) {
    Block block = {.at = reader->input.at};
    Frame frame;
    int n = find_block(reader, &block);
    if (n == READER_END)
      return reader_refuse(reader, "a pcapng file without an interface");
    if (n != READER_FRAME) return n;
    if (read_block(reader, &block, &frame) == READER_FAULT)
      return READER_FAULT;
    reader->input.at += block.size;
    reader->blocks++;
  }
  reader->link = all->list[0].link;
  reader->snaplen = all->list[0].snaplen;
  if (reader->snaplen == 0 || reader->snaplen > INT_MAX)
    reader->snaplen = all->list[0].most;
  reader->take = take;
  return READER_FRAME;
}
