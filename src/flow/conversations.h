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
** It is for handlers whose header begins before the place that is returned; what
** others get is put into the queue.
*/
uint32_t conversations_take(Conversations *conversations, const Stack *stack,
                            const Delivery *delivery);

/* Puts all that waits for more frames into the queue: none will come. */
void conversations_end(Conversations *conversations);

#endif
