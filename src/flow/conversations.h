/*
** conversations.h - what the handlers of one capture want of several frames
** together: whole datagrams
*/
#ifndef PYCAP_CONVERSATIONS_H
#define PYCAP_CONVERSATIONS_H

#include "deliveries.h"
#include "fragments.h"

#define EVERYWHERE UINT32_MAX  /* a header may begin there */

typedef struct Conversations {
  const Protocols *all;
  Allocator allocator;
  Deliveries queue;
  Fragments *fragments;  /* NULL: they are handed over as they come */
  uint16_t splits[2];    /* the protocols that fragments are of */
} Conversations;

/* NULL: no memory. */
Conversations *conversations_new(const Protocols *all,
                                 const Allocator *allocator);
void conversations_free(Conversations *conversations);  /* NULL is none */

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
  unsigned last;
  if (!c->fragments || stack->count == 0) return EVERYWHERE;
  last = stack->layers[stack->count - 1].protocol;
  if (!stack->partial && last != c->splits[0] && last != c->splits[1])
    return EVERYWHERE;
  return conversations_put(c, stack, delivery);
}

/* Puts all that waits for more frames into the queue: none will come. */
void conversations_end(Conversations *conversations);

#endif
