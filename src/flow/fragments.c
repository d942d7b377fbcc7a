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
#include "datagram.h"

struct Fragments {
  FragmentsLimits limits;
  FragmentsCounts counts;
  uint64_t secret[2];
  Parts parts;
  Datagram **slots;        /* NULL: no fragment came yet */
  uint32_t mask;           /* number of slots, less one */
  uint32_t size;           /* datagrams in the table */
  Datagram *oldest, *newest;
  Deliveries *queue;
  size_t bytes;            /* all that was taken */
};

static const char crowded[] = "its fragments gave way to those of others",
                  no_memory[] = "there is no memory for its fragments";

/* --- memory --- */

/* allocator_move within the limit. NULL: no memory. */
static void *take_memory(Fragments *f, void *block, size_t old, size_t size) {
  void *taken = NULL;
  if (size <= f->limits.bytes - (f->bytes - old))
    taken = allocator_move(&f->queue->allocator, block, old, size);
  if (taken) f->bytes += size - old;
  return taken;
}

static void give_memory(Fragments *f, void *block, size_t size) {
  if (!block) return;
  allocator_move(&f->queue->allocator, block, size, 0);
  f->bytes -= size;
}

static size_t lost_size(const Delivery *lost) {
  return sizeof *lost + lost->frame.caplen;
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
  if (d->first.lost) f->bytes -= lost_size(d->first.lost);
  deliveries_free(f->queue, d->first.lost);
  free_bytes(f, d);
  give_memory(f, d, sizeof *d);
  f->size--;
}

/*
** Has the first fragment of a datagram that was given up handed over; from here
** on it is none of what the limit is for.
*/
static void lose_first(Fragments *f, Datagram *d) {
  Delivery *lost = d->first.lost;
  if (!lost) return;
  f->bytes -= lost_size(lost);
  lost->problem = d->problem;
  deliveries_add(f->queue, lost);
  d->first.lost = NULL;
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

/* Has datagrams but `kept` give way, the oldest first. False: no other is
** there. */
static bool give_way(Fragments *f, const Datagram *kept) {
  if (!f->oldest || f->oldest == kept) return false;
  drop_oldest(f, crowded, &f->counts.dropped);
  return true;
}

/* take_memory, for which all datagrams but `kept` give way. */
static void *make_room(Fragments *f, const Datagram *kept, void *block,
                       size_t old, size_t size) {
  void *taken = take_memory(f, block, old, size);
  while (!taken && size <= f->limits.bytes && give_way(f, kept))
    taken = take_memory(f, block, old, size);
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

/* deliveries_new within the limit, for which all datagrams but `d` give way. */
static Delivery *make_lost(Fragments *f, const Datagram *d,
                           const Frame *frame) {
  size_t size = sizeof(Delivery) + frame->caplen;
  Delivery *lost = NULL;
  if (size > f->limits.bytes) return NULL;
  do {
    if (size <= f->limits.bytes - f->bytes)
      lost = deliveries_new(f->queue, frame, frame->caplen);
  } while (!lost && give_way(f, d));
  if (lost) f->bytes += size;
  return lost;
}

/* Keeps the frame of a first fragment. False: there is no memory. */
static bool keep_first(Fragments *f, Datagram *d, const Stack *s,
                       unsigned layer) {
  First *first = &d->first;
  Delivery *lost = make_lost(f, d, &s->frame);
  if (!lost) return false;
  parts_first(&f->parts, s, layer, first);
  memcpy(lost->bytes, s->frame.bytes, s->frame.caplen);
  lost->frame.length = s->frame.length;
  lost->frame.fcs = s->frame.fcs;
  lost->from = first->body;
  lost->root = s->root;
  lost->depth = DEPTH_MAX;
  lost->culprit = first->protocol;
  lost->where = first->ip;
  first->lost = lost;
  return true;
}

/* Puts a datagram that is whole into the queue. False: there is no memory. */
static bool hand_over(Fragments *f, const Datagram *d, const Stack *s,
                      unsigned depth) {
  const First *first = &d->first;
  uint32_t size = first->head + d->total;
  Delivery *whole = deliveries_new(f->queue, &first->lost->frame, size);
  if (!whole) return false;
  memcpy(whole->bytes, first->lost->bytes, first->head);
  memcpy(whole->bytes + first->head, d->bytes, d->total);
  first_mend(whole->bytes, first, size);
  whole->frame.time = s->frame.time;
  whole->from = first->head;
  whole->parts = d->count;
  whole->root = first->lost->root;
  whole->depth = (uint8_t)(depth + 1);
  deliveries_add(f->queue, whole);
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
    if (!bytes) return no_memory;
    d->bytes = bytes;
    d->room = room;
  }
  return datagram_put(d, piece, piece->six ? OVERLAP_NONE : f->limits.overlap);
}

unsigned fragments_layer(const Fragments *f, const Stack *s) {
  return parts_layer(&f->parts, s);
}

void fragments_take(Fragments *f, const Stack *s, unsigned layer,
                    unsigned depth) {
  uint8_t key[DATAGRAM_KEY];
  const char *problem = NULL;
  Piece piece;
  bool there = parts_piece(&f->parts, s, layer, &piece);
  fragments_expire(f, s->frame.time);
  parts_key(&f->parts, s, layer, key);
  Datagram *d = find_datagram(f, key, s->frame.time);
  if (!d) {
    f->counts.dropped++;
    return;
  }
  if (piece.offset == 0 && !d->first.lost && !d->told &&
      !keep_first(f, d, s, layer))
    problem = no_memory;
  if (d->problem) {
    lose_first(f, d);
    return;
  }
  if (!there) problem = "not all bytes of a fragment were captured";
  if (!problem) problem = put_piece(f, d, &piece);
  if (!problem && (!datagram_is_whole(d) || !d->first.lost)) return;
  if (!problem && !hand_over(f, d, s, depth)) problem = no_memory;
  if (problem) {
    give_up(f, d, problem, &f->counts.dropped);
    return;
  }
  f->counts.whole++;
  remove_datagram(f, d);
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

/* --- making --- */

Fragments *fragments_new(const Protocols *all, const FragmentsLimits *limits,
                         const uint64_t secret[2], Deliveries *queue) {
  Fragments *f = allocator_move(&queue->allocator, NULL, 0, sizeof *f);
  if (!f) return NULL;
  memset(f, 0, sizeof *f);
  f->queue = queue;
  f->limits = *limits;
  memcpy(f->secret, secret, sizeof f->secret);
  parts_init(&f->parts, all);
  return f;
}

void fragments_free(Fragments *f) {
  if (!f) return;
  while (f->oldest) remove_datagram(f, f->oldest);
  if (f->slots) give_memory(f, f->slots, (f->mask + 1) * sizeof *f->slots);
  allocator_move(&f->queue->allocator, f, sizeof *f, 0);
}

const FragmentsLimits *fragments_limits(const Fragments *f) {
  return &f->limits;
}

FragmentsCounts fragments_counts(const Fragments *f) {
  return f->counts;
}

size_t fragments_bytes(const Fragments *f) {
  return f->bytes;
}
