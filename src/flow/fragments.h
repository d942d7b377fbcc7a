/*
** fragments.h - fragments of IPv4 and IPv6 put together to datagrams
**
** What comes in is frames that were decoded; what comes out is frames, too:
** those of the first fragment with the whole datagram behind its headers.
*/
#ifndef PYCAP_FRAGMENTS_H
#define PYCAP_FRAGMENTS_H

#include "../core/allocator.h"
#include "datagram.h"

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

/* The first fragment of a datagram that was given up. */
typedef struct Lost {
  Frame frame;
  const char *problem;  /* why, */
  uint16_t protocol;    /* the protocol of its header of IP, */
  uint32_t where;       /* and where that begins */
} Lost;

/* `secret` are random bytes. NULL: no memory. */
Fragments *fragments_new(const Protocols *all, const FragmentsLimits *limits,
                         const uint64_t secret[2], const Allocator *allocator);
void fragments_free(Fragments *fragments);  /* NULL is none */

/*
** The layer of the header that makes a decoded frame a fragment, of several the
** outermost one; stack->count: it is none.
*/
unsigned fragments_layer(const Fragments *fragments, const Stack *stack);

/*
** Takes a fragment; `layer` is what fragments_layer gave. Returns of how many
** fragments the datagram in `*whole` was put together, which is valid until the
** next call; 0: it is not whole. Ask for what was lost after each call.
*/
uint32_t fragments_take(Fragments *fragments, const Stack *stack,
                        unsigned layer, Frame *whole);

/* Gives up what waits for too long at a time; and all there is. */
void fragments_expire(Fragments *fragments, int64_t now);
void fragments_end(Fragments *fragments);

/* The next of those that were lost, valid until the next call. False: none. */
bool fragments_lost(Fragments *fragments, Lost *lost);

FragmentsCounts fragments_counts(const Fragments *fragments);
size_t fragments_bytes(const Fragments *fragments);  /* of memory */

#endif
