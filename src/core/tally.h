/*
** tally.h - counting by key: a hash table of packets and sums
**
** The keys come from the wire: the hash is keyed by a secret, so that nobody
** can send packets that all fall into one place.
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
  uint64_t sum;      /* INT64_MAX: that or more */
  uint32_t hash;
  uint32_t size;     /* of the key, in bytes */
  uint8_t key[];
} Count;

/*
** At most `limit` keys; `secret` are random bytes. NULL: no memory. All that it
** takes is the allocator's: some 40 bytes and the key, for each key, at most
** twice that.
*/
Tally *tally_new(uint32_t limit, const uint64_t secret[2],
                 const Allocator *allocator);
void tally_free(Tally *tally);  /* NULL is none */

/* Counts a packet. False: it was refused; the limit, the memory, the key. */
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

/* Forgets all. */
void tally_reset(Tally *tally);

/*
** The keys in the order in which they came: the one at `*offset`, from 0 on,
** which moves on; NULL at the end. It is valid until something is counted.
*/
const Count *tally_next(const Tally *tally, size_t *offset);

#endif
