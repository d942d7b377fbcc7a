/*
** fragments.c - fragments of IPv4 and IPv6 put together to datagrams
**
** Datagrams are found by hash, and stand in the order in which they came, by
** which they are given up. One that was given up stays in the table until its
** time is over, without its bytes: what else comes of it is passed over.
*/
#include "fragments.h"

#include <string.h>

#include "../core/hash.h"

struct Fragments {
  Allocator allocator;
  FragmentsLimits limits;
  FragmentsCounts counts;
  uint64_t secret[2];
  Parts parts;
  Datagram **slots;        /* NULL: no fragment came yet */
  uint32_t mask;           /* number of slots, less one */
  uint32_t size;           /* datagrams in the table */
  Datagram *oldest, *newest;
  First *lost, **lost_end; /* those to be handed over */
  First *handed;           /* the one that was */
  uint8_t *whole;
  size_t room;             /* of `whole` */
  size_t bytes;            /* all that was taken */
};

static const char crowded[] = "its fragments gave way to those of others";

/* --- memory --- */

/* allocator_move within the limit. NULL: no memory. */
static void *take_memory(Fragments *f, void *block, size_t old, size_t size) {
  void *taken = NULL;
  if (size <= f->limits.bytes - (f->bytes - old))
    taken = allocator_move(&f->allocator, block, old, size);
  if (taken) f->bytes += size - old;
  return taken;
}

static void give_memory(Fragments *f, void *block, size_t size) {
  if (!block) return;
  allocator_move(&f->allocator, block, size, 0);
  f->bytes -= size;
}

static size_t first_size(const First *first) {
  return sizeof *first + first->frame.caplen;
}

static void free_bytes(Fragments *f, Datagram *d) {
  give_memory(f, d->bytes, d->room);
  d->bytes = NULL;
  d->room = 0;
}

/* --- the table --- */

static Datagram **slot_of(const Fragments *f, const uint8_t *key) {
  return &f->slots[hash_bytes(f->secret, key, DATAGRAM_KEY) & f->mask];
}

static void remove_datagram(Fragments *f, Datagram *d) {
  Datagram **at = slot_of(f, d->key);
  while (*at != d) at = &(*at)->next;
  *at = d->next;
  *(d->older ? &d->older->newer : &f->oldest) = d->newer;
  *(d->newer ? &d->newer->older : &f->newest) = d->older;
  if (d->first) give_memory(f, d->first, first_size(d->first));
  free_bytes(f, d);
  give_memory(f, d, sizeof *d);
  f->size--;
}

/*
** Has the first fragment of a datagram that was given up handed over; from here
** on it is none of what the limit is for.
*/
static void lose_first(Fragments *f, Datagram *d) {
  if (!d->first) return;
  f->bytes -= first_size(d->first);
  d->first->problem = d->problem;
  d->first->next = NULL;
  *f->lost_end = d->first;
  f->lost_end = &d->first->next;
  d->first = NULL;
  d->told = true;
}

/* Gives a datagram up, if it was not yet. */
static void give_up(Fragments *f, Datagram *d, const char *problem,
                    uint64_t *count) {
  if (d->problem) return;
  ++*count;
  d->problem = problem;
  lose_first(f, d);
  free_bytes(f, d);
}

static void drop_oldest(Fragments *f, const char *problem, uint64_t *count) {
  Datagram *d = f->oldest;
  give_up(f, d, problem, count);
  remove_datagram(f, d);
}

/*
** take_memory, for which all datagrams but `kept` give way, the oldest first.
*/
static void *make_room(Fragments *f, const Datagram *kept, void *block,
                       size_t old, size_t size) {
  void *taken = take_memory(f, block, old, size);
  while (!taken && f->oldest && f->oldest != kept &&
         size <= f->limits.bytes) {
    drop_oldest(f, crowded, &f->counts.dropped);
    taken = take_memory(f, block, old, size);
  }
  return taken;
}

static bool make_slots(Fragments *f) {
  size_t most = f->limits.bytes / sizeof(Datagram);
  uint32_t count = 16;
  if (f->slots) return true;
  if (f->limits.datagrams < most) most = f->limits.datagrams;
  while (count < most && count < UINT32_C(1) << 20) count *= 2;
  f->slots = take_memory(f, NULL, 0, count * sizeof *f->slots);
  if (!f->slots) return false;
  for (uint32_t i = 0; i < count; i++) f->slots[i] = NULL;
  f->mask = count - 1;
  return true;
}

/* The datagram of a key, a new one where there is none. NULL: no memory. */
static Datagram *find_datagram(Fragments *f, const uint8_t *key,
                               int64_t time) {
  if (!make_slots(f)) return NULL;
  Datagram **slot = slot_of(f, key), *d;
  for (d = *slot; d; d = d->next)
    if (memcmp(d->key, key, DATAGRAM_KEY) == 0) return d;
  while (f->size >= f->limits.datagrams && f->oldest)
    drop_oldest(f, crowded, &f->counts.dropped);
  d = make_room(f, NULL, NULL, 0, sizeof *d);
  if (!d) return NULL;
  memset(d, 0, sizeof *d);
  memcpy(d->key, key, DATAGRAM_KEY);
  d->time = time;
  d->next = *slot;
  *slot = d;
  d->older = f->newest;
  *(f->newest ? &f->newest->newer : &f->oldest) = d;
  f->newest = d;
  f->size++;
  return d;
}

/* Keeps the frame of a first fragment. False: there is no memory. */
static bool keep_first(Fragments *f, Datagram *d, const Stack *s,
                       unsigned layer) {
  const Frame *frame = &s->frame;
  First *first = make_room(f, d, NULL, 0, sizeof *first + frame->caplen);
  if (!first) return false;
  memset(first, 0, sizeof *first);
  memcpy(first->bytes, frame->bytes, frame->caplen);
  first->frame = *frame;
  first->frame.bytes = first->bytes;
  first->frame.notes = NULL;
  parts_first(&f->parts, s, layer, first);
  d->first = first;
  return true;
}

/* The frame of a datagram that is whole. False: there is no memory. */
static bool build_whole(Fragments *f, const Datagram *d, const Frame *last,
                        Frame *whole) {
  const First *first = d->first;
  size_t size = (size_t)first->head + d->total;
  if (size > f->room) {
    uint8_t *bytes = make_room(f, d, f->whole, f->room, size);
    if (!bytes) return false;
    f->whole = bytes;
    f->room = size;
  }
  memcpy(f->whole, first->bytes, first->head);
  memcpy(f->whole + first->head, d->bytes, d->total);
  first_mend(f->whole, first, size);
  *whole = first->frame;
  whole->bytes = f->whole;
  whole->caplen = whole->length = (uint32_t)size;
  whole->fcs = 0;
  whole->time = last->time;
  return true;
}

/* --- taking fragments --- */

/* Puts a piece in. NULL, or why the datagram is given up. */
static const char *put_piece(Fragments *f, Datagram *d, const Piece *piece) {
  const char *problem = piece_check(piece);
  if (problem) return problem;
  uint32_t room = datagram_room(d, piece);
  if (room > d->room) {
    uint8_t *bytes = make_room(f, d, d->bytes, d->room, room);
    if (!bytes) return "there is no memory for its fragments";
    d->bytes = bytes;
    d->room = room;
  }
  return datagram_put(d, piece, piece->six ? OVERLAP_NONE : f->limits.overlap);
}

unsigned fragments_layer(const Fragments *f, const Stack *s) {
  return parts_layer(&f->parts, s);
}

uint32_t fragments_take(Fragments *f, const Stack *s, unsigned layer,
                        Frame *whole) {
  uint8_t key[DATAGRAM_KEY];
  const char *problem = NULL;
  Piece piece;
  bool there = parts_piece(&f->parts, s, layer, &piece);
  fragments_expire(f, s->frame.time);
  parts_key(&f->parts, s, layer, key);
  Datagram *d = find_datagram(f, key, s->frame.time);
  if (!d) {
    f->counts.dropped++;
    return 0;
  }
  if (piece.offset == 0 && !d->first && !d->told &&
      !keep_first(f, d, s, layer))
    problem = "there is no memory for its fragments";
  if (d->problem) {
    lose_first(f, d);
    return 0;
  }
  if (!there) problem = "not all bytes of a fragment were captured";
  if (!problem) problem = put_piece(f, d, &piece);
  if (!problem && (!datagram_is_whole(d) || !d->first)) return 0;
  uint32_t count = d->count;
  if (!problem && !build_whole(f, d, &s->frame, whole))
    problem = "there is no memory for its fragments";
  if (problem) {
    give_up(f, d, problem, &f->counts.dropped);
    return 0;
  }
  f->counts.whole++;
  remove_datagram(f, d);
  return count;
}

void fragments_expire(Fragments *f, int64_t now) {
  while (f->oldest && now > f->oldest->time &&
         (uint64_t)now - (uint64_t)f->oldest->time >
             (uint64_t)f->limits.timeout)
    drop_oldest(f, "its fragments did not all come in time",
                &f->counts.timedout);
}

void fragments_end(Fragments *f) {
  while (f->oldest)
    drop_oldest(f, "its fragments did not all come", &f->counts.dropped);
}

bool fragments_lost(Fragments *f, Lost *lost) {
  First *first = f->lost;
  if (f->handed)
    allocator_move(&f->allocator, f->handed, first_size(f->handed), 0);
  f->handed = first;
  if (!first) return false;
  f->lost = first->next;
  if (!f->lost) f->lost_end = &f->lost;
  lost->frame = first->frame;
  lost->problem = first->problem;
  lost->protocol = first->protocol;
  lost->where = first->ip;
  return true;
}

/* --- making --- */

Fragments *fragments_new(const Protocols *all, const FragmentsLimits *limits,
                         const uint64_t secret[2],
                         const Allocator *allocator) {
  Fragments *f = allocator_move(allocator, NULL, 0, sizeof *f);
  if (!f) return NULL;
  memset(f, 0, sizeof *f);
  f->allocator = *allocator;
  f->limits = *limits;
  memcpy(f->secret, secret, sizeof f->secret);
  parts_init(&f->parts, all);
  f->lost_end = &f->lost;
  return f;
}

void fragments_free(Fragments *f) {
  if (!f) return;
  while (f->oldest) remove_datagram(f, f->oldest);
  Lost lost;
  while (fragments_lost(f, &lost)) continue;
  give_memory(f, f->whole, f->room);
  if (f->slots) give_memory(f, f->slots, (f->mask + 1) * sizeof *f->slots);
  allocator_move(&f->allocator, f, sizeof *f, 0);
}

FragmentsCounts fragments_counts(const Fragments *f) {
  return f->counts;
}

size_t fragments_bytes(const Fragments *f) {
  return f->bytes;
}
