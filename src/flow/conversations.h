/*
** conversations.h - what the handlers of one capture want of several frames
** together: whole datagrams, messages of streams
*/
#ifndef PYCAP_CONVERSATIONS_H
#define PYCAP_CONVERSATIONS_H

#include "deliveries.h"
#include "fragments.h"
#include "messages.h"

#define EVERYWHERE UINT32_MAX  /* a header may begin there */

typedef struct Conversations {
  const Protocols *all;
  Allocator allocator;
  Deliveries queue;
  Fragments *fragments;  /* NULL: they are handed over as they come */
  uint16_t splits[2];    /* the protocols that fragments are of */
  Flows *flows;          /* NULL: nobody has asked for anything of these */
  Messages *messages;    /* NULL: nobody has asked for any; */
  bool speaks;           /* somebody wants some now */
} Conversations;

/* NULL: no memory. */
Conversations *conversations_new(const Protocols *all,
                                 const Allocator *allocator);
void conversations_free(Conversations *conversations);  /* NULL is none */

/* Has messages be cut of streams. False: no memory. */
bool conversations_speak(Conversations *c, const MessagesLimits *limits,
                         const FlowsLimits *flows, const uint64_t secret[2]);

/* The same as conversations_take, of a frame that is no fragment. */
uint32_t conversations_follow(Conversations *c, const Stack *stack,
                              const Delivery *delivery);

/* conversations_take where there may be something to take. */
uint32_t conversations_put(Conversations *c, const Stack *stack,
                           const Delivery *delivery);

/*
** Takes what a frame, decoded as far as its handlers want, adds to its
** conversations; `delivery` is what it came with, NULL: it was captured. It
** goes to handlers whose header begins before the place that is returned; what
** others get is put into the queue.
*/
static inline uint32_t conversations_take(Conversations *c,
                                          const Stack *stack,
                                          const Delivery *delivery) {
  if (stack->count == 0) return EVERYWHERE;
  unsigned last = stack->layers[stack->count - 1].protocol;
  if (c->fragments &&
      (stack->partial || last == c->splits[0] || last == c->splits[1]))
    return conversations_put(c, stack, delivery);
  return c->speaks ? conversations_follow(c, stack, delivery) : EVERYWHERE;
}

/* Puts all that waits for more frames into the queue: none will come. */
void conversations_end(Conversations *conversations);

#endif
