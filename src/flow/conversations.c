/*
** conversations.c - what handlers want of several frames together
*/
#include "conversations.h"

#include <string.h>

#include "report.h"

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

/* Takes from a flow that ended what is kept for it. True: streams were. */
static bool lose(Conversations *c, Conversation *flow) {
  if (flow->messages) messages_drop(c->messages, flow);
  if (!c->lose || !flow->streams) return false;
  c->lose(flow);
  return c->lost = true;
}

static void lose_all(Conversations *c) {
  Conversation *flow;
  if (!c->flows) return;
  flows_end(c->flows);
  while ((flow = flows_ended(c->flows, true))) lose(c, flow);
}

void conversations_free(Conversations *c) {
  if (!c) return;
  lose_all(c);
  fragments_free(c->fragments);
  flows_free(c->flows);
  messages_free(c->messages);
  deliveries_free(&c->queue, c->ended);
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

bool conversations_speak(Conversations *c, const MessagesLimits *limits) {
  if (!c->messages) c->messages = messages_new(limits, &c->queue);
  c->carrier = (uint16_t)protocols_find(c->all, "tcp");
  return c->messages != NULL;
}

uint32_t conversations_listen(Conversations *c, const Stack *s,
                              const Delivery *delivery) {
  const Layer *tcp = stack_find(s, c->carrier);
  c->seen.flow = NULL;
  if ((!tcp && !c->follows) || (delivery && delivery->message > 0))
    return EVERYWHERE;
  flows_take(c->flows, s, &c->seen);
  return tcp && c->seen.flow &&
         messages_take(c->messages, s, &c->seen, delivery)
    ? tcp->offset + tcp->length : EVERYWHERE;
}

/* A delivery for a record of a flow. NULL: no memory. */
static Delivery *make_record(Conversations *c) {
  static const Frame frame = {0};
  return deliveries_new(&c->queue, &frame, sizeof(Record));
}

static void fill_record(const Conversation *flow, Delivery *d,
                        unsigned event, int64_t before) {
  Record record = {.event = (uint8_t)event, .before = before};
  report_fill(flow, &record);
  memcpy(d->bytes, &record, sizeof record);
  d->event = (uint8_t)event;
  d->root = PROTOCOL_NONE;
  d->frame.time = flow->last;
}

void conversations_report(Conversations *c, unsigned event) {
  Delivery *d = make_record(c);
  if (!d) {
    c->untold++;
    return;
  }
  fill_record(c->seen.flow, d, event, c->seen.before);
  deliveries_add(&c->queue, d);
}

const Delivery *conversations_next(Conversations *c) {
  Conversation *flow;
  unsigned lost = 0;
  while (c->flows && lost < FLOWS_EXPIRED &&
         (flow = flows_ended(c->flows, !c->queue.first))) {
    lost += lose(c, flow);
    if (!c->ends) continue;
    if (!c->ended) c->ended = make_record(c);
    c->untold += !c->ended;
    if (!c->ended) continue;
    fill_record(flow, c->ended, EVENT_END, flow->last);
    return c->ended;
  }
  return lost < FLOWS_EXPIRED ? deliveries_next(&c->queue) : NULL;
}

int64_t conversations_due(const Conversations *c) {
  int64_t due = c->follows || c->speaks ? flows_due(c->flows) : INT64_MAX;
  int64_t other;
  if (!c->fragments) return due;
  other = fragments_due(c->fragments);
  return other < due ? other : due;
}

void conversations_end(Conversations *c) {
  if (c->fragments) fragments_end(c->fragments);
  if (c->flows) flows_end(c->flows);
}
