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
  c->splits[0] = (uint16_t)protocols_find(all, "ip");
  c->splits[1] = (uint16_t)protocols_find(all, "fragment");
  return c;
}

void conversations_free(Conversations *c) {
  if (!c) return;
  flows_free(c->flows);
  messages_free(c->messages);
  fragments_free(c->fragments);
  deliveries_clear(&c->queue);
  allocator_move(&c->allocator, c, sizeof *c, 0);
}

uint32_t conversations_put(Conversations *c, const Stack *s,
                           const Delivery *delivery) {
  unsigned layer = fragments_layer(c->fragments, s);
  unsigned depth = delivery ? delivery->depth : 0;
  if (layer == s->count || depth == DEPTH_MAX) return EVERYWHERE;
  const Layer *header = &s->layers[layer];
  fragments_take(c->fragments, s, layer, depth);
  return header->offset + header->length;
}

static void drop_flow(void *context, Conversation *flow) {
  const Conversations *c = context;
  if (flow->messages) messages_drop(c->messages, flow);
}

bool conversations_speak(Conversations *c, const MessagesLimits *limits,
                         const FlowsLimits *flows, const uint64_t secret[2]) {
  if (!c->flows) {
    c->flows = flows_new(c->all, flows, secret, &c->allocator);
    if (!c->flows) return false;
    flows_ondrop(c->flows, drop_flow, c);
  }
  if (!c->messages) c->messages = messages_new(limits, &c->queue);
  return c->messages != NULL;
}

/* Lets go of the flows that ended. */
static void drop_ended(Conversations *c) {
  while (flows_ended(c->flows)) continue;
}

uint32_t conversations_follow(Conversations *c, const Stack *s,
                              const Delivery *delivery) {
  const Layer *tcp = stack_find(s, messages_carrier(c->messages));
  Seen seen;
  if (!tcp || (delivery && delivery->message > 0)) return EVERYWHERE;
  flows_take(c->flows, s, &seen);
  bool cut = seen.flow && messages_take(c->messages, s, &seen, delivery);
  drop_ended(c);
  return cut ? tcp->offset + tcp->length : EVERYWHERE;
}

void conversations_end(Conversations *c) {
  if (c->fragments) fragments_end(c->fragments);
  if (!c->flows) return;
  flows_end(c->flows);
  drop_ended(c);
}
