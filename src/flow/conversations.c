/*
** conversations.c - what handlers want of several frames together
*/
#include "conversations.h"

#include <string.h>

Conversations *conversations_new(const Protocols *all,
                                 const Allocator *allocator) {
  Conversations *c = allocator_move(allocator, NULL, 0, sizeof *c);
  if (!c) return NULL;
  memset(c, 0, sizeof *c);
  c->all = all;
  c->allocator = *allocator;
  deliveries_init(&c->queue, allocator);
  return c;
}

void conversations_free(Conversations *c) {
  if (!c) return;
  fragments_free(c->fragments);
  deliveries_clear(&c->queue);
  allocator_move(&c->allocator, c, sizeof *c, 0);
}

uint32_t conversations_take(Conversations *c, const Stack *s,
                            const Delivery *delivery) {
  unsigned layer = c->fragments ? fragments_layer(c->fragments, s) : s->count;
  unsigned depth = delivery ? delivery->depth : 0;
  if (layer == s->count || depth == DEPTH_MAX) return EVERYWHERE;
  const Layer *header = &s->layers[layer];
  fragments_take(c->fragments, s, layer, depth);
  return header->offset + header->length;
}

void conversations_end(Conversations *c) {
  if (c->fragments) fragments_end(c->fragments);
}
