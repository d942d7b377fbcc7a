/*
** messages.h - messages of protocols, cut from the streams of TCP
**
** Of connections whose ports carry a protocol that is wanted, or whose first
** bytes are one's: each message that is whole goes into the queue, with the
** headers of the segment that completed it.
*/
#ifndef PYCAP_MESSAGES_H
#define PYCAP_MESSAGES_H

#include "deliveries.h"
#include "flows.h"
#include "stream.h"

typedef struct MessagesLimits {
  uint32_t early;  /* memory of a direction for bytes that are out of order */
  size_t bytes;    /* and of all for messages that are not whole yet */
} MessagesLimits;

typedef struct MessagesCounts {
  uint64_t whole;    /* messages that were handed over, */
  uint64_t dropped;  /* and those that never got whole: bytes were missing, the
                        stream ended, or there was no room */
} MessagesCounts;

typedef struct Messages Messages;

/* NULL: no memory. */
Messages *messages_new(const MessagesLimits *limits, Deliveries *queue);
void messages_free(Messages *messages);  /* NULL is none */

/* True for protocols that messages can be cut of. */
bool messages_has(const Protocols *all, unsigned protocol);

/* Says of which protocols messages are wanted: whether `wanted` has them. After
** protocols were changed, too. */
void messages_want(Messages *messages, const Protocols *all,
                   const ProtocolSet *wanted);

/*
** Takes a frame of a connection; `delivery` is what it came with, NULL: it was
** captured. True: all messages of its payload come from the queue.
*/
bool messages_take(Messages *messages, const Stack *stack, const Seen *seen,
                   const Delivery *delivery);

/* A connection ended: what is not whole is dropped. messages_drop frees what is
** kept for it, too. */
void messages_drop(Messages *messages, Conversation *flow);

MessagesCounts messages_counts(const Messages *messages);

#endif
