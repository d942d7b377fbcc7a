/*
** ngdump.c - the interfaces and blocks of a pcapng file that is written
*/
#include "dumping.h"

#include <stdlib.h>
#include <string.h>

#include "pcapout.h"

#define INTERFACES_MAX 65536  /* of a section */

/* Adds to the file that is open what the header has from there on, unless all
** of it is still to come. False: no memory. */
static bool add_to_file(Dump *d, size_t from) {
  return !d->open || d->fresh ||
         buffer_add(&d->out.plain, d->header.bytes + from,
                    d->header.size - from);
}

/* --- interfaces --- */

int dumping_interface(Dump *d, const Interface *i, uint32_t number,
                         Fault *fault) {
  int64_t link = pcapout_link(i->link, d->filename, fault);
  if (link < 0) return -1;
  if (d->interfaces_count == d->interfaces_room) {
    size_t room = d->interfaces_room * 2 + 4;
    DumpInterface *all = realloc(d->interfaces, room * sizeof *all);
    if (!all) return fault_memory(fault);
    d->interfaces = all;
    d->interfaces_room = room;
  }
  size_t before = d->header.size;
  if (!ngout_interface(&d->header, i, (uint16_t)link) ||
      !add_to_file(d, before)) {
    d->header.size = before;
    return fault_memory(fault);
  }
  d->interfaces[d->interfaces_count++] = (DumpInterface){
    .link = i->link, .number = number,
    .counts = {.received = -1, .dropped = -1}
  };
  return 0;
}

/* The interface of the section that is the source's `number`, of a link type;
** or, for 0, one of that link type. -1: there is none. */
static int64_t find_interface(const Dump *d, uint32_t number, int link) {
  size_t place = number - 1 - d->before;
  if (number > 0 && place < d->interfaces_count &&
      d->interfaces[place].number == number &&
      d->interfaces[place].link == link)
    return (int64_t)place;
  for (size_t i = 0; i < d->interfaces_count; i++) {
    const DumpInterface *w = &d->interfaces[i];
    if (w->link == link && (number == 0 || w->number == number))
      return (int64_t)i;
  }
  return -1;
}

/* The same of one that was made here. */
static int64_t find_made(const Dump *d, int link) {
  for (size_t i = 0; i < d->interfaces_count; i++)
    if (d->interfaces[i].link == link && d->interfaces[i].number == 0)
      return (int64_t)i;
  return -1;
}

/* An interface of an earlier section is written again. */
int64_t dumping_find(Dump *d, const Frame *frame, Fault *fault) {
  const Interface made = {.link = frame->link,
                          .snaplen = (uint32_t)d->options.snaplen};
  const Interface *described = &made;
  uint32_t number = frame->interface;
  int64_t found = find_interface(d, number, frame->link);
  if (found >= 0) return found;
  if (number > 0 && d->source && number <= d->source->count &&
      d->source->list[number - 1].link == frame->link)
    described = &d->source->list[number - 1];
  else if ((found = find_made(d, frame->link)) >= 0)
    return found;
  else
    number = 0;
  if (d->interfaces_count == INTERFACES_MAX)
    return fault_set(fault, "unsupported", "%s: more than %d interfaces",
                     d->filename, INTERFACES_MAX);
  if (dumping_interface(d, described, number, fault) < 0) return -1;
  return (int64_t)d->interfaces_count - 1;
}

/* Adds the source's interfaces up to so many. */
static int add_interfaces(Dump *d, size_t count, Fault *fault) {
  if (count > d->source->count) count = d->source->count;
  for (; d->described < count && d->interfaces_count < INTERFACES_MAX;
       d->described++)
    if (dumping_interface(d, &d->source->list[d->described],
                      (uint32_t)d->described + 1, fault) < 0)
      return -1;
  return 0;
}

/* Adds the counts of each interface, unless those of the source were copied.
** False: no memory. */
bool dumping_counts(Dump *d) {
  for (size_t i = 0; i < d->interfaces_count; i++) {
    const NgCounts *c = &d->interfaces[i].counts;
    if (c->copied || (c->packets == 0 && c->received < 0)) continue;
    if (!ngout_counts(&d->out.plain, (uint32_t)i, c)) return false;
  }
  return true;
}

/* --- blocks --- */

/* Adds the first section, that of the source if it has one. */
bool dumping_section(Dump *d) {
  const Blocks *source = d->options.blocks;
  const NgBlock *first = source && source->count > 0 ? source->list[0] : NULL;
  if (source) d->generation = source->generation;
  if (!first || first->type != NG_BLOCK_SECTION)
    return ngout_section(&d->header, NULL, 0);
  d->taken = 1;
  return ngout_section(&d->header, first->bytes, first->size);
}

bool dumping_fresh(Dump *d) {
  bool fresh = d->fresh;
  d->fresh = false;
  if (!fresh || add_to_file(d, 0)) return true;
  d->fresh = true;
  return false;
}

/*
** Begins a section: what parts begin with is that, and what will be in it. The
** file that is open gets it with its next packet, which may be for another.
*/
static int add_section(Dump *d, const NgBlock *block, Fault *fault) {
  Buffer header = {.memory = d->options.memory};
  /* no reader over TCP gets frames behind the header of a later section */
  if (d->open && d->out.again && output_flush(&d->out, fault) < 0) return -1;
  size_t before = d->out.plain.size;
  bool fresh = d->fresh;
  if (!ngout_section(&header, block->bytes, block->size) ||
      !dumping_fresh(d) || (d->open && !dumping_counts(d))) {
    d->out.plain.size = before;
    d->fresh = fresh;
    buffer_free(&header);
    return fault_memory(fault);
  }
  buffer_free(&d->header);
  d->header = header;
  d->fresh = d->open;
  d->interfaces_count = 0;
  d->before = d->described = block->interfaces;
  return 0;
}

/* Adds a block to the file, if one is open, and to what parts begin with. */
static bool add_block(Dump *d, const NgBlock *block) {
  size_t size = d->header.size;
  if (ngout_block(&d->header, block, 0) && add_to_file(d, size)) return true;
  d->header.size = size;
  return false;
}

/* What the source counted goes to the file alone. */
static bool add_source_counts(Dump *d, const NgBlock *block) {
  uint32_t number;
  if (!dumping_fresh(d)) return false;
  size_t before = d->out.plain.size;
  memcpy(&number, block->bytes, sizeof number);
  for (uint32_t i = 0; d->open && i < d->interfaces_count; i++) {
    if (d->interfaces[i].number != number) continue;
    d->interfaces[i].counts.copied = true;
    if (ngout_block(&d->out.plain, block, i)) return true;
    d->out.plain.size = before;
    return false;
  }
  return true;
}

static int add_source_block(Dump *d, const NgBlock *block, Fault *fault) {
  if (block->type == NG_BLOCK_SECTION) return add_section(d, block, fault);
  bool added = block->type == NG_BLOCK_COUNTS ? add_source_counts(d, block)
                                              : add_block(d, block);
  return added ? 0 : fault_memory(fault);
}

int dump_describe(Dump *d, const Interfaces *interfaces, const Blocks *blocks,
                  Fault *fault) {
  if (d->options.format != DUMP_PCAPNG || !interfaces || !blocks) return 0;
  d->source = interfaces;
  if (d->generation != blocks->generation) {  /* it has begun anew */
    d->generation = blocks->generation;
    d->taken = d->described = 0;
  }
  for (; d->taken < blocks->count; d->taken++) {
    const NgBlock *block = blocks->list[d->taken];
    if (add_interfaces(d, block->interfaces, fault) < 0) return -1;
    if (add_source_block(d, block, fault) < 0) return -1;
  }
  return add_interfaces(d, interfaces->count, fault);
}

void dump_count(Dump *d, int64_t received, int64_t dropped) {
  if (d->interfaces_count == 0) return;
  d->interfaces[0].counts.received = received;
  d->interfaces[0].counts.dropped = dropped;
}
