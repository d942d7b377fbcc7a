/*
** fragments.h - fragments of IPv4 and IPv6 put together to datagrams
**
** What comes in is frames that were decoded; what comes out is deliveries:
** frames of the first fragment with the whole datagram behind its headers.
*/
#ifndef PYCAP_FRAGMENTS_H
#define PYCAP_FRAGMENTS_H

#include "deliveries.h"
#include "overlap.h"

typedef struct Fragments Fragments;

typedef struct FragmentsLimits {
  int64_t timeout;     /* nanoseconds of packet time that a datagram has */
  uint32_t datagrams;  /* that are waited for at once: the oldest is given up */
  size_t bytes;        /* of memory, the same */
  Overlap overlap;     /* of fragments of IPv4 */
} FragmentsLimits;

typedef struct FragmentsCounts {
  uint64_t whole;     /* datagrams that were put together, */
  uint64_t dropped;   /* given up for what is in them, for want of room, or at
                         the end, */
  uint64_t timedout;  /* and given up because the time was over */
} FragmentsCounts;

/*
** `secret` are random bytes. What is put together goes into the queue, and so
** does the first fragment of each datagram that is given up. NULL: no memory.
*/
Fragments *fragments_new(const Protocols *all, const FragmentsLimits *limits,
                         const uint64_t secret[2], Deliveries *queue);
void fragments_free(Fragments *fragments);  /* NULL is none */

/*
** The layer of the header that makes a decoded frame a fragment, of several the
** outermost one; stack->count: it is none.
*/
unsigned fragments_layer(const Fragments *fragments, const Stack *stack);

/*
** Takes a fragment; `layer` is what fragments_layer gave, `depth` that of the
** delivery it came with, 0: it was captured.
*/
void fragments_take(Fragments *fragments, const Stack *stack, unsigned layer,
                    unsigned depth);

/* Gives up what waits for too long at a time; and all there is. */
void fragments_expire(Fragments *fragments, int64_t now);
void fragments_end(Fragments *fragments);

const FragmentsLimits *fragments_limits(const Fragments *fragments);
FragmentsCounts fragments_counts(const Fragments *fragments);
size_t fragments_bytes(const Fragments *fragments);  /* of memory */

#endif
