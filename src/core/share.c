/*
** share.c - shares of packets: each flow is of one
*/
#include "share.h"

#include <limits.h>
#include <string.h>

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
  const uint8_t *ports = stack->frame.bytes + stack->offset;
  unsigned source = (unsigned)(ports[0] << 8 | ports[1]);
  return source + (unsigned)(ports[2] << 8 | ports[3]);
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
  enum { MORE = 1 };
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

bool share_has(Share *share, const Frame *frame, Stack *stack) {
  uint64_t number = 0;
  if (share->link != frame->link) {
    share->link = frame->link;
    share->root = protocols_root(&share->all, frame->link);
  }
  stack_begin(stack, &share->all, share->root, frame);
  if (stack_decode(stack, share->interest)) {
    unsigned i = 0;
    while (!stack->all->known[stack->layers[i].protocol]->address) i++;
    const Layer *layer = &stack->layers[i];
    const Known *k = stack->all->known[layer->protocol];
    if (layer->length >= k->layout.fixed)
      number = mix(flow_number(share, stack, i,
                               pair_number(k, stack_header(stack, layer))));
  }
  return (number >> 33) % share->count == share->number;
}
