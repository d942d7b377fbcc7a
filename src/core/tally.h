/*
** tally.h - counting by key: a hash table of packets and sums
**
** The keys come from the wire. The hash is keyed by a secret, so that nobody
** can send packets whose keys all collide.
*/
#ifndef PYCAP_TALLY_H
#define PYCAP_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "allocator.h"

#define TALLY_KEY_MAX 512  /* the longest key, in bytes */

typedef struct Tally Tally;

/* What was counted under a key. */
typedef struct Count {
  uint64_t packets;
  uint64_t sum;      /* INT64_MAX: so much or more */
  uint32_t hash;
  uint32_t size;     /* of the key, in bytes */
  uint8_t key[];
} Count;

/*
** A new tally of at most `limit` keys; `secret` is random. NULL: no memory. It
** takes its memory from the allocator: for each key some 40 bytes and the key
** itself, and at most twice that.
*/
Tally *tally_new(uint32_t limit, const uint64_t secret[2],
                 const Allocator *allocator);
void tally_free(Tally *tally);  /* NULL is ignored */

/* Counts a packet. False: it was refused, for there are too many keys, no
** memory, or the key is too long. */
bool tally_add(Tally *tally, const uint8_t *key, size_t size, uint64_t sum);

/*
** Adds so many packets and their sum under a key. False: they were refused, for
** the same reasons.
*/
bool tally_merge(Tally *tally, const uint8_t *key, size_t size,
                 uint64_t packets, uint64_t sum);

/* Counts so many packets as refused. */
void tally_refuse(Tally *tally, uint64_t packets);

/* How many keys there are; how many packets were refused. */
uint32_t tally_size(const Tally *tally);
uint64_t tally_refused(const Tally *tally);
uint32_t tally_limit(const Tally *tally);  /* how many keys it takes */

/* Removes all keys, and counts from 0 again. */
void tally_reset(Tally *tally);

/*
** Iterates over the keys in the order in which they came. *offset is 0 at
** first, and moves on; NULL: there are no more. A Count is valid until the next
** packet is counted.
*/
const Count *tally_next(const Tally *tally, size_t *offset);

#endif
