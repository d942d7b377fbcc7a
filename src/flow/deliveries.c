/*
** deliveries.c - what is handed to handlers besides captured frames: the queue
*/
#include "deliveries.h"

#include <string.h>

void deliveries_init(Deliveries *q, const Allocator *allocator) {
  q->allocator = *allocator;
  q->first = q->handed = NULL;
  q->end = &q->first;
}

Delivery *deliveries_new(Deliveries *q, const Frame *frame, uint32_t size) {
  Delivery *d = allocator_move(&q->allocator, NULL, 0, sizeof *d + size);
  if (!d) return NULL;
  memset(d, 0, sizeof *d);
  d->frame = *frame;
  d->frame.bytes = d->bytes;
  d->frame.caplen = d->frame.length = size;
  d->frame.fcs = 0;
  d->frame.notes = NULL;
  return d;
}

void deliveries_add(Deliveries *q, Delivery *d) {
  d->next = NULL;
  *q->end = d;
  q->end = &d->next;
}

void deliveries_free(Deliveries *q, Delivery *d) {
  if (d)
    allocator_move(&q->allocator, d, sizeof *d + d->frame.caplen, 0);
}

const Delivery *deliveries_next(Deliveries *q) {
  Delivery *d = q->first;
  deliveries_free(q, q->handed);
  q->handed = d;
  if (!d) return NULL;
  q->first = d->next;
  if (!q->first) q->end = &q->first;
  return d;
}

void deliveries_clear(Deliveries *q) {
  while (deliveries_next(q)) continue;
}
