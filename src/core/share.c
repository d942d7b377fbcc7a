/*
** share.c - shares of packets: each flow is of one
*/
#include "share.h"

#include <limits.h>
#include <string.h>

enum { MORE = 1 };  /* of the flags: fragments follow */

/* The bits of the lowest `width` bits of field `i` in the two bytes from `at`
** on; 0: it does not lie there. */
static unsigned bits_of(const Layout *l, int i, unsigned width, unsigned at) {
  unsigned end = l->at[i].offset + l->fields[i].width, start = 8 * at;
  if (l->at[i].bytes == 0 || l->at[i].offset < start || end > start + 16)
    return 0;
  return ((1u << width) - 1) << (start + 16 - end);
}

/* Finds out whether a usual header of the protocol says by itself what flow it
** is of, but for the ports behind it; and which bits fragments have. */
static void find_quick(ShareField *field, const Known *k) {
  const Layout *l = &k->layout;
  int offset = field->offset, flags = field->flags;
  field->quick = k->address && k->steady && k->next_size > 0 && k->brisk &&
                 k->extent >= 0;
  if (offset < 0) return;
  field->part_at = flags < 0 ? 0 : l->at[flags].offset / 8;
  unsigned more = flags < 0 ? 0 : bits_of(l, flags, MORE, field->part_at),
           all = bits_of(l, offset, l->fields[offset].width, field->part_at);
  field->part_mask = (uint16_t)(more | all);
  field->quick &= more > 0 && all > 0;
}

void share_init(Share *share, const Protocols *all, unsigned count,
                unsigned number) {
  memset(share, 0, sizeof *share);
  share->all = *all;
  share->link = UINT_MAX;
  share->count = count;
  share->number = number;
  for (unsigned i = 0; i < all->count; i++) {
    const Known *k = all->known[i];
    if (k->address) interest_add(share->interest, all, i);
    share->fields[i].id = layout_find(&k->layout, "id");
    share->fields[i].flags = layout_find(&k->layout, "flags");
    share->fields[i].offset =
        share->fields[i].id < 0 ? -1 : layout_find(&k->layout, "offset");
    find_quick(&share->fields[i], k);
  }
  /* behind the ports no address is the outermost one */
  for (unsigned i = 0; i < all->count; i++)
    if (all->known[i]->ports) share->interest[i] = 0;
}

/* --- numbers of what is the same both ways --- */

static uint64_t mix(uint64_t number) {
  number *= UINT64_C(0x9e3779b97f4a7c15);
  return number ^ number >> 32;
}

static uint64_t end_number(const uint8_t *address, size_t size) {
  uint64_t number = 0, part;
  for (size_t i = 0; i < size; i += sizeof part) {
    memcpy(&part, address + i, sizeof part);
    number = mix(number ^ part);
  }
  return number;
}

/* Of four bytes, or of sixteen. */
static uint64_t pair_number(const Known *k, const uint8_t *header) {
  const uint8_t *ends[2] = {header + k->source_at, header + k->destination_at};
  uint32_t small[2];
  if (k->address > sizeof *small)
    return end_number(ends[0], k->address) + end_number(ends[1], k->address);
  memcpy(&small[0], ends[0], sizeof *small);
  memcpy(&small[1], ends[1], sizeof *small);
  return mix(small[0]) + mix(small[1]);
}

static uint64_t port_sum(const uint8_t *ports) {
  unsigned source = (unsigned)(ports[0] << 8 | ports[1]);
  return source + (unsigned)(ports[2] << 8 | ports[3]);
}

/* The sum of the two ports behind the headers of IP, the first of which is in
** layer `i`; 0: there are none. */
static uint64_t ports_number(const Stack *stack, unsigned i) {
  const Protocols *all = stack->all;
  unsigned space = all->known[stack->layers[i].protocol]->space;
  while (++i < stack->count) {
    const Known *k = all->known[stack->layers[i].protocol];
    if (k->address || k->space != space) return 0;
  }
  if (stack->next == PROTOCOL_NONE || !all->known[stack->next]->ports ||
      stack->end - stack->offset < PORTS_SIZE)
    return 0;
  return port_sum(stack->frame.bytes + stack->offset);
}

/* --- fragments --- */

static uint64_t number_of(const Stack *stack, const Layer *layer, int field) {
  const Known *k = stack->all->known[layer->protocol];
  Value v;
  return field >= 0 && field_read(&k->layout, (unsigned)field,
                                  stack_header(stack, layer), layer->length, &v)
    ? v.number : 0;
}

/*
** The number of the flow that a part of a datagram is of, or that of its
** addresses; `flow`: what it would be for a packet that is whole.
*/
static uint64_t part_number(Share *share, uint64_t addresses, uint64_t flow,
                            uint64_t id, bool first) {
  uint64_t datagram = mix(addresses ^ mix(id + 1)) | 1;
  unsigned slot = (unsigned)(datagram >> 1) % FRAGMENTED_MAX;
  if (first) {
    share->parts[slot].datagram = datagram;
    share->parts[slot].flow = flow;
  }
  return share->parts[slot].datagram == datagram ? share->parts[slot].flow
                                                 : addresses;
}

/* The same for the packet, if a header from `layer` on makes it such a part. */
static uint64_t flow_number(Share *share, const Stack *stack, unsigned layer,
                            uint64_t addresses) {
  uint64_t flow = addresses + mix(ports_number(stack, layer));
  for (; layer < stack->count; layer++) {
    const Layer *at = &stack->layers[layer];
    int offset = share->fields[at->protocol].offset;
    if (offset < 0) continue;
    bool first = number_of(stack, at, offset) == 0;
    if (first &&
        !(number_of(stack, at, share->fields[at->protocol].flags) & MORE))
      continue;
    return part_number(share, addresses, flow,
                       number_of(stack, at, share->fields[at->protocol].id),
                       first);
  }
  return flow;
}

/* --- usual packets --- */

/* True for a header of IP without options, and of no fragment, that has ports
** behind it. */
static bool is_usual(const Share *share, const Known *k, const uint8_t *header,
                     uint32_t left) {
  const Layout *l = &k->layout;
  const ShareField *f = &share->fields[k->index];
  if (left < l->fixed + PORTS_SIZE || known_otherwise(k, header, left) ||
      (k->tests && !known_calm(k, header, left)) ||
      (header[k->length_at] & k->length_mask) != k->length_is ||
      ((header[f->part_at] << 8 | header[f->part_at + 1]) & f->part_mask))
    return false;
  uint32_t extent = (uint32_t)(header[k->extent_at] << 8 |
                               header[k->extent_at + 1]);
  if (!k->protocol->extent.header) extent += l->fixed;
  if (extent < l->fixed + PORTS_SIZE) return false;
  unsigned next = protocols_child(&share->all, k->space, known_next(k, header));
  return next != PROTOCOL_NONE && share->all.known[next]->ports;
}

/* The number of a frame that begins with two usual headers, IP the second: that
** which decoding finds for its flow. 0: it is another frame. */
static uint64_t quick_number(const Share *share, const Frame *frame) {
  const Protocols *all = &share->all;
  if (share->root == PROTOCOL_NONE || frame->fcs > 0 ||
      frame->length < frame->caplen) return 0;
  const Known *first = all->known[share->root];
  if (!first->plain || frame->caplen < first->layout.fixed) return 0;
  unsigned next = protocols_child(all, first->space,
                                  known_next(first, frame->bytes));
  if (next == PROTOCOL_NONE || !share->fields[next].quick) return 0;
  const Known *k = all->known[next];
  const uint8_t *header = frame->bytes + first->layout.fixed;
  if (!is_usual(share, k, header, frame->caplen - first->layout.fixed))
    return 0;
  return mix(pair_number(k, header) + mix(port_sum(header + k->layout.fixed)));
}

/* The number of any frame, which is decoded for it. */
static uint64_t frame_number(Share *share, const Frame *frame, Stack *stack) {
  stack_begin(stack, &share->all, share->root, frame);
  if (!stack_decode(stack, share->interest)) return 0;
  unsigned i = 0;
  while (!stack->all->known[stack->layers[i].protocol]->address) i++;
  const Layer *layer = &stack->layers[i];
  const Known *k = stack->all->known[layer->protocol];
  if (layer->length < k->layout.fixed) return 0;
  return mix(flow_number(share, stack, i,
                         pair_number(k, stack_header(stack, layer))));
}

bool share_has(Share *share, const Frame *frame, Stack *stack) {
  if (share->link != frame->link) {
    share->link = frame->link;
    share->root = protocols_root(&share->all, frame->link);
  }
  uint64_t number = quick_number(share, frame);
  if (number == 0) number = frame_number(share, frame, stack);
  return (number >> 33) % share->count == share->number;
}
