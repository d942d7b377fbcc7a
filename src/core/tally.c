/*
** tally.c - counting by key: a hash table of packets and sums
**
** The counts lie one after the other in `counts`; `slots` finds them by hash,
** with linear probing.
*/
#include "tally.h"

#include "hash.h"

#define SLOTS_MIN 64
#define COUNTS_MIN 4096
#define UNIT 8  /* counts begin at multiples of it, by which slots find them */

typedef struct Slot {
  uint32_t hash;
  uint32_t at;  /* of the count, in units, and one; 0: empty */
} Slot;

struct Tally {
  Allocator allocator;
  uint64_t secret[2];
  uint64_t refused;
  uint64_t again;     /* memory was refused: not asked for before so many are */
  Slot *slots;
  uint8_t *counts;
  size_t used, room;  /* bytes of counts */
  uint32_t mask;      /* number of slots, less one */
  uint32_t size, limit;
};

/* --- the table --- */

static inline Count *count_at(const Tally *t, uint32_t at) {
  return (Count *)(void *)(t->counts + (size_t)(at - 1) * UNIT);
}

static size_t room_of(size_t key) {
  return (sizeof(Count) + key + UNIT - 1) / UNIT * UNIT;
}

/* The slot of a key, or the empty one where it would be. */
static inline Slot *find(const Tally *t, uint32_t hash, const uint8_t *key,
                         size_t size) {
  for (uint32_t i = hash;; i++) {
    Slot *slot = &t->slots[i & t->mask];
    if (slot->at == 0) return slot;
    if (slot->hash != hash) continue;
    const Count *c = count_at(t, slot->at);
    if (c->size == size && memcmp(c->key, key, size) == 0) return slot;
  }
}

static size_t slots_count(const Tally *t) {
  return t->slots ? (size_t)t->mask + 1 : 0;
}

/* Doubles the slots. False: there is no memory. */
static bool grow_slots(Tally *t) {
  size_t old = slots_count(t), count = old ? old * 2 : SLOTS_MIN;
  Slot *slots = allocator_move(&t->allocator, NULL, 0, count * sizeof *slots);
  if (!slots) return false;
  memset(slots, 0, count * sizeof *slots);
  uint32_t mask = (uint32_t)(count - 1);
  for (size_t offset = 0, at = 0; offset < t->used; at = offset) {
    const Count *c = tally_next(t, &offset);
    uint32_t i = c->hash & mask;
    while (slots[i].at != 0) i = (i + 1) & mask;
    slots[i] = (Slot){c->hash, (uint32_t)(at / UNIT + 1)};
  }
  allocator_move(&t->allocator, t->slots, old * sizeof *slots, 0);
  t->slots = slots;
  t->mask = mask;
  return true;
}

/* Makes the counts' room no less than `need`. False: there is no memory. */
static bool grow_counts(Tally *t, size_t need) {
  size_t room = t->room ? t->room : COUNTS_MIN;
  while (room < need) room *= 2;
  uint8_t *counts = allocator_move(&t->allocator, t->counts, t->room, room);
  if (!counts) return false;
  t->counts = counts;
  t->room = room;
  return true;
}

/* Makes room for a key of so many bytes. False: there is none. */
static bool make_room(Tally *t, size_t size) {
  size_t need = t->used + room_of(size);
  if (t->size == t->limit || need / UNIT >= UINT32_MAX) return false;
  bool slots = t->slots && t->size < (t->mask + 1) / 4 * 3;
  if (slots && need <= t->room) return true;
  if (t->refused < t->again) return false;
  if ((slots || grow_slots(t)) && (need <= t->room || grow_counts(t, need)))
    return true;
  t->again = 2 * t->refused + 2;
  return false;
}

static void append(Tally *t, uint32_t hash, const uint8_t *key, size_t size,
                   uint64_t packets, uint64_t sum) {
  Slot *slot = find(t, hash, key, size);  /* it may have moved */
  slot->hash = hash;
  slot->at = (uint32_t)(t->used / UNIT + 1);
  Count *c = count_at(t, slot->at);
  c->packets = packets;
  c->sum = sum;
  c->hash = hash;
  c->size = (uint32_t)size;
  if (size > 0) memcpy(c->key, key, size);
  t->used += room_of(size);
  t->size++;
}

static inline bool add(Tally *t, const uint8_t *key, size_t size,
                       uint64_t packets, uint64_t sum) {
  if (size > TALLY_KEY_MAX) return t->refused += packets, false;
  uint32_t hash = hash_bytes(t->secret, key, size);
  if (t->slots) {
    const Slot *slot = find(t, hash, key, size);
    if (slot->at != 0) {
      Count *c = count_at(t, slot->at);
      c->packets += packets;
      if (__builtin_add_overflow(c->sum, sum, &c->sum) || c->sum > INT64_MAX)
        c->sum = INT64_MAX;
      return true;
    }
  }
  if (!make_room(t, size)) return t->refused += packets, false;
  append(t, hash, key, size, packets, sum);
  return true;
}

bool tally_add(Tally *t, const uint8_t *key, size_t size, uint64_t sum) {
  return add(t, key, size, 1, sum);
}

bool tally_merge(Tally *t, const uint8_t *key, size_t size, uint64_t packets,
                 uint64_t sum) {
  return add(t, key, size, packets, sum);
}

void tally_refuse(Tally *t, uint64_t packets) { t->refused += packets; }

Tally *tally_new(uint32_t limit, const uint64_t secret[2],
                 const Allocator *allocator) {
  Tally *t = allocator_move(allocator, NULL, 0, sizeof *t);
  if (!t) return NULL;
  memset(t, 0, sizeof *t);
  t->allocator = *allocator;
  t->limit = limit;
  memcpy(t->secret, secret, sizeof t->secret);
  return t;
}

void tally_reset(Tally *t) {
  allocator_move(&t->allocator, t->slots, slots_count(t) * sizeof *t->slots, 0);
  allocator_move(&t->allocator, t->counts, t->room, 0);
  t->slots = NULL;
  t->counts = NULL;
  t->used = t->room = 0;
  t->size = t->mask = 0;
  t->refused = t->again = 0;
}

void tally_free(Tally *t) {
  if (!t) return;
  tally_reset(t);
  Allocator allocator = t->allocator;
  allocator_move(&allocator, t, sizeof *t, 0);
}

uint32_t tally_size(const Tally *t) { return t->size; }

uint64_t tally_refused(const Tally *t) { return t->refused; }

uint32_t tally_limit(const Tally *t) { return t->limit; }

const Count *tally_next(const Tally *t, size_t *offset) {
  if (*offset >= t->used) return NULL;
  const Count *c = (const Count *)(const void *)(t->counts + *offset);
  *offset += room_of(c->size);
  return c;
}
