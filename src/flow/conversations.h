/*
** conversations.h - what the handlers of one capture want of several frames
** together: whole datagrams, flows, messages of streams
*/
#ifndef PYCAP_CONVERSATIONS_H
#define PYCAP_CONVERSATIONS_H

#include "deliveries.h"
#include "flows.h"
#include "fragments.h"
#include "messages.h"

#define EVERYWHERE UINT32_MAX  /* a header may begin there */

typedef struct Conversations {
  const Protocols *all;
  Allocator allocator;
  Deliveries queue;
  Fragments *fragments;  /* NULL: they are handed over as they come */
  Flows *flows;          /* NULL: no handler has asked for them */
  Messages *messages;    /* NULL: no handler has asked for any; */
  bool speaks;           /* some handler wants them now */
  uint16_t carrier;      /* the protocol whose streams have them: TCP */
  bool follows;          /* some handler wants flows now, */
  bool ends;             /* and to be told their ends */
  Seen seen;             /* what the last frame was for its flow */
  void (*lose)(Conversation *flow);  /* takes the `streams` of one that ends;
                            NULL: there are none */
  bool lost;             /* it was called; whoever has noticed says false */
  uint64_t untold;       /* records that there was no memory for */
  Delivery *ended;       /* the record of the flow that ended last */
} Conversations;

/* NULL: no memory. */
Conversations *conversations_new(const Protocols *all,
                                 const Allocator *allocator);
void conversations_free(Conversations *conversations);  /* NULL is none */

/* True when a frame, decoded as far as its handlers want, may add something to
** conversations; false says that it does not. */
static inline bool conversations_want(const Stack *stack) {
  return stack->partial || stack->ended;
}

/*
** Takes such a frame; `delivery` is what it came with, NULL: it was captured.
** It is for handlers whose header begins before the place that is returned;
** what others get is put into the queue.
*/
uint32_t conversations_take(Conversations *conversations, const Stack *stack,
                            const Delivery *delivery);

/* Has messages be cut of streams, where there are flows. False: no memory. */
bool conversations_speak(Conversations *c, const MessagesLimits *limits);

/* True when a frame may be a part of messages. */
static inline bool conversations_hear(const Conversations *c,
                                      const Stack *stack) {
  return c->speaks && stack_find(stack, c->carrier);
}

/* The same as conversations_follow, with messages. Returns the same as
** conversations_take. */
uint32_t conversations_listen(Conversations *c, const Stack *stack,
                              const Delivery *delivery);

/* Notes in `seen` what a frame is for its flow; `alone`: it is no fragment of
** a datagram that is put together. */
static inline void conversations_follow(Conversations *c, const Stack *stack,
                                        bool alone) {
  c->seen.flow = NULL;
  if (c->follows && alone && stack->count > 0)
    flows_take(c->flows, stack, &c->seen);
}

/* True when the frame that was seen last has nothing for streams. */
static inline bool conversations_quiet(const Conversations *c) {
  return !c->seen.flow || c->seen.flow->streams == NOBODY;
}

/* Puts a record of the flow that was seen last into the queue. */
void conversations_report(Conversations *conversations, unsigned event);

/*
** The next that is to be handed over: first the flows that ended. It is valid
** until the next call; NULL: there is none. conversations_wait: there may be
** one, or `lost` is true. Of flows that have streams no more than FLOWS_EXPIRED
** end in one call; behind these it returns NULL.
*/
const Delivery *conversations_next(Conversations *conversations);

static inline bool conversations_wait(const Conversations *c) {
  return c->queue.first || c->lost || (c->flows && flows_wait(c->flows));
}

/* Moves the clock of what waits for more frames, which may be over now. True:
** more of it is over. */
static inline bool conversations_advance(Conversations *c, int64_t now) {
  if (c->fragments) fragments_expire(c->fragments, now);
  return (c->follows || c->speaks) && flows_expire(c->flows, now);
}

/* When conversations_advance is to be called next; INT64_MAX: never. */
int64_t conversations_due(const Conversations *conversations);

/* Has all that waits for more frames handed over: none will come. */
void conversations_end(Conversations *conversations);

#endif
