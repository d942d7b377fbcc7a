/*
** segment.c - what the header of a TCP segment says, and its bytes
*/
#include "segment.h"

/* Bytes of a TCP header without options (RFC 9293, 3.1), and places in it. */
#define HEADER 20
#define SEQUENCE 4
#define ACKNOWLEDGE 8
#define FLAGS 13

static uint32_t word(const uint8_t *p) {
  return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 |
         p[3];
}

/* Lowers `*end` to where a header says that the payload ends, if it does. */
static void lower(const Stack *s, const Layer *layer, uint32_t *end) {
  const Known *k = s->all->known[layer->protocol];
  Value v;
  if (k->extent < 0 ||
      !field_read(&k->layout, (unsigned)k->extent, stack_header(s, layer),
                  layer->length, &v) ||
      (v.number == 0 && k->protocol->extent.open))
    return;
  if (!k->protocol->extent.header) v.number += layer->length;
  if (*end > layer->offset && v.number < *end - layer->offset)
    *end = layer->offset + (uint32_t)v.number;
}

void payload_ends(const Stack *s, unsigned layer, uint32_t *there,
                  uint32_t *wire) {
  const Frame *frame = &s->frame;
  *wire = frame->length > frame->fcs ? frame->length - frame->fcs : 0;
  for (unsigned i = 0; i <= layer; i++) lower(s, &s->layers[i], wire);
  uint32_t end = frame_end(frame);
  *there = end < *wire ? end : *wire;
}

bool segment_read(const Stack *s, unsigned layer, Segment *segment) {
  const Layer *tcp = &s->layers[layer];
  if (tcp->length < HEADER || tcp->flags & LAYER_CUT) return false;
  const uint8_t *header = stack_header(s, tcp);
  uint32_t from = tcp->offset + tcp->length, there, wire;
  payload_ends(s, layer, &there, &wire);
  segment->bytes = s->frame.bytes + from;
  segment->size = there > from ? there - from : 0;
  segment->cut = wire > from ? wire - from - segment->size : 0;
  segment->sequence = word(header + SEQUENCE);
  segment->acknowledge = word(header + ACKNOWLEDGE);
  segment->flags = header[FLAGS];
  return true;
}
