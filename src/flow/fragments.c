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
#include "../core/sum.h"

enum { MORE = 1 };  /* of the flags: others follow */

/* The fields that make fragments of a protocol. */
typedef struct Splits {
  unsigned protocol;
  unsigned offset, flags, id;
} Splits;

struct Fragments {
  const Protocols *all;
  Allocator allocator;
  FragmentsLimits limits;
  FragmentsCounts counts;
  uint64_t secret[2];
  Splits splits[2];           /* IPv4, IPv6 */
  unsigned six, vlan;      /* protocols */
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

/* --- what frames say --- */

static uint32_t number(const Stack *s, const Layer *layer, unsigned field) {
  const Layout *l = &s->all->known[layer->protocol]->layout;
  return (uint32_t)layout_number(l, field, stack_header(s, layer));
}

static const Splits *splits_of(const Fragments *f, const Layer *layer) {
  return layer->protocol == f->splits[0].protocol ? &f->splits[0]
         : layer->protocol == f->splits[1].protocol ? &f->splits[1] : NULL;
}

/* The layer of the header of IP that a fragment's is part of. */
static unsigned ip_layer(const Stack *s, unsigned layer) {
  while (layer > 0 && !s->all->known[s->layers[layer].protocol]->address)
    layer--;
  return layer;
}

/* True for a header that may make its frame a fragment: it is whole, and one of
** IPv6 is behind what says so in one byte. */
static bool may_be_part(const Fragments *f, const Stack *s, unsigned layer) {
  const Layer *header = &s->layers[layer];
  if (header->length < s->all->known[header->protocol]->layout.fixed)
    return false;
  return header->protocol == f->splits[0].protocol ||
         (s->layers[ip_layer(s, layer)].protocol == f->six &&
          s->all->known[s->layers[layer - 1].protocol]->next_size == 1);
}

unsigned fragments_layer(const Fragments *f, const Stack *s) {
  for (unsigned i = 0; i < s->count; i++) {
    const Layer *layer = &s->layers[i];
    const Splits *splits = splits_of(f, layer);
    if (splits && may_be_part(f, s, i) &&
        (number(s, layer, splits->offset) > 0 ||
         number(s, layer, splits->flags) & MORE))
      return i;
  }
  return s->count;
}

/* Where a frame ends but for its checksum, as far as it is there. */
static uint32_t frame_end(const Frame *frame) {
  uint32_t end = frame->length > frame->fcs ? frame->length - frame->fcs : 0;
  return end < frame->caplen ? end : frame->caplen;
}

/* Where a header that says how long it is counts from. */
static uint32_t extent_from(const Known *k, const Layer *layer) {
  return layer->offset + (k->protocol->extent.header ? 0 : layer->length);
}

/*
** The part of a datagram that a fragment is. False: not all of it is there.
*/
static bool find_piece(const Stack *s, unsigned layer, const Splits *splits,
                       Piece *piece) {
  const Layer *header = &s->layers[layer];
  const Layer *ip = &s->layers[ip_layer(s, layer)];
  const Known *k = s->all->known[ip->protocol];
  uint32_t body = header->offset + header->length;
  uint32_t there = frame_end(&s->frame), end = there;
  uint32_t from = extent_from(k, ip);
  uint32_t size = number(s, ip, (unsigned)k->extent);
  bool open = size == 0 && k->protocol->extent.open;
  if (!open) end = from + size;
  piece->bytes = s->frame.bytes + body;
  piece->offset = number(s, header, splits->offset);
  piece->size = end > body ? end - body : 0;
  piece->more = number(s, header, splits->flags) & MORE;
  piece->most = DATAGRAM_MAX - (header == ip ? ip->length : 0);
  return end <= there && end >= body &&
         (!open || s->frame.caplen >= s->frame.length);
}

/* What the fragments of a datagram have in common: a key of the table. */
static void make_key(const Fragments *f, const Stack *s, unsigned layer,
                     const Splits *splits, uint8_t key[DATAGRAM_KEY]) {
  const Layer *header = &s->layers[layer];
  unsigned at = ip_layer(s, layer);
  const Layer *ip = &s->layers[at];
  const Known *k = s->all->known[ip->protocol];
  const uint8_t *bytes = stack_header(s, ip);
  uint32_t id = number(s, header, splits->id), tags = 0;
  memset(key, 0, DATAGRAM_KEY);
  memcpy(key, bytes + k->source_at, k->address);
  memcpy(key + 16, bytes + k->destination_at, k->address);
  memcpy(key + 32, &id, sizeof id);
  for (unsigned i = 0; i < at; i++)
    if (s->layers[i].protocol == f->vlan)
      tags = tags << 16 | (uint32_t)stack_number(s, &s->layers[i], "id");
  memcpy(key + 36, &tags, sizeof tags);
  key[40] = k->address;
  if (header == ip) key[41] = (uint8_t)known_next(k, bytes);
}

/* --- first fragments --- */

/* Notes a header that says how long the frame is, if it does. */
static void note_span(const Stack *s, const Layer *layer, First *first) {
  const Known *k = s->all->known[layer->protocol];
  const Layout *l = &k->layout;
  if (k->extent < 0 || l->at[k->extent].bytes == 0 ||
      l->fields[k->extent].width != 16 || layer->length < l->fixed ||
      first->count == SPANS_MAX)
    return;
  Span *e = &first->spans[first->count++];
  e->at = layer->offset + l->at[k->extent].offset / 8;
  e->from = extent_from(k, layer);
  e->sum = 0;
  if (k->protocol->checksum.covers == COVERS_HEADER && k->checksum >= 0)
    e->sum = layer->offset + l->at[k->checksum].offset / 8;
}

/* Keeps the frame of a first fragment. False: there is no memory. */
static bool keep_first(Fragments *f, Datagram *d, const Stack *s,
                       unsigned layer) {
  const Frame *frame = &s->frame;
  const Layer *header = &s->layers[layer];
  unsigned ip = ip_layer(s, layer);
  const Known *k = s->all->known[header->protocol];
  First *first = make_room(f, d, NULL, 0, sizeof *first + frame->caplen);
  if (!first) return false;
  memset(first, 0, sizeof *first);
  memcpy(first->bytes, frame->bytes, frame->caplen);
  first->frame = *frame;
  first->frame.bytes = first->bytes;
  first->frame.notes = NULL;
  first->ip = s->layers[ip].offset;
  first->protocol = s->layers[ip].protocol;
  first->head = header->offset;
  if (ip == layer) {
    const Splits *splits = &f->splits[0];
    first->head += header->length;
    first->more = 8 * header->offset + k->layout.at[splits->flags].offset +
                  k->layout.fields[splits->flags].width - 1;
  } else {
    first->link = header->offset + k->next_at;
    first->linked = s->layers[layer - 1].offset +
                    s->all->known[s->layers[layer - 1].protocol]->next_at;
  }
  for (unsigned i = ip + 1; i-- > 0;) note_span(s, &s->layers[i], first);
  d->first = first;
  return true;
}

/* --- whole datagrams --- */

static uint16_t get16(const uint8_t *p) {
  return (uint16_t)(p[0] << 8 | p[1]);
}

static void put16(uint8_t *p, uint16_t n) {
  p[0] = (uint8_t)(n >> 8);
  p[1] = (uint8_t)n;
}

/* Changes a word that a checksum, if there is any, covers. */
static void move_word(uint8_t *word, uint8_t *sum, uint16_t value) {
  if (sum) put16(sum, sum_move(get16(sum), get16(word), value));
  put16(word, value);
}

/*
** Has a header say that the frame ends at `size`; where that is too far, as it
** may be behind other headers of IPv6 or in a tunnel, that it is not known.
*/
static void put_span(uint8_t *bytes, const Span *e, size_t size) {
  size_t length = size - e->from;
  move_word(bytes + e->at, e->sum ? bytes + e->sum : NULL,
            length <= UINT16_MAX ? (uint16_t)length : 0);
}

/* Has the headers of a first fragment say that it is whole. */
static void mend_headers(uint8_t *bytes, const First *first, size_t size) {
  const Span *ip = &first->spans[0];
  if (first->linked > 0) {
    bytes[first->linked] = first->bytes[first->link];
  } else {
    uint32_t bit = first->more - 8 * first->ip;
    uint8_t *word = bytes + first->ip + bit / 16 * 2;
    move_word(word, ip->sum ? bytes + ip->sum : NULL,
              (uint16_t)(get16(word) & ~(0x8000 >> bit % 16)));
  }
  for (unsigned i = 0; i < first->count; i++)
    put_span(bytes, &first->spans[i], size);
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
  mend_headers(f->whole, first, size);
  *whole = first->frame;
  whole->bytes = f->whole;
  whole->caplen = whole->length = (uint32_t)size;
  whole->fcs = 0;
  whole->time = last->time;
  return true;
}

/* --- taking fragments --- */

/* Puts a piece in. NULL, or why the datagram is given up. */
static const char *put_piece(Fragments *f, Datagram *d, const Piece *piece,
                             bool six) {
  const char *problem = piece_check(piece);
  if (problem) return problem;
  uint32_t room = datagram_room(d, piece);
  if (room > d->room) {
    uint8_t *bytes = make_room(f, d, d->bytes, d->room, room);
    if (!bytes) return "there is no memory for its fragments";
    d->bytes = bytes;
    d->room = room;
  }
  return datagram_put(d, piece, six ? OVERLAP_NONE : f->limits.overlap);
}

uint32_t fragments_take(Fragments *f, const Stack *s, unsigned layer,
                        Frame *whole) {
  uint8_t key[DATAGRAM_KEY];
  const Splits *splits = splits_of(f, &s->layers[layer]);
  const char *problem = NULL;
  Piece piece;
  bool there = find_piece(s, layer, splits, &piece);
  fragments_expire(f, s->frame.time);
  make_key(f, s, layer, splits, key);
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
  if (!problem) problem = put_piece(f, d, &piece, splits != &f->splits[0]);
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

static void find_splits(const Protocols *all, const char *name, Splits *splits) {
  splits->protocol = protocols_find(all, name);
  if (splits->protocol == PROTOCOL_NONE) return;
  const Layout *l = &all->known[splits->protocol]->layout;
  splits->offset = (unsigned)layout_find(l, "offset");
  splits->flags = (unsigned)layout_find(l, "flags");
  splits->id = (unsigned)layout_find(l, "id");
}

Fragments *fragments_new(const Protocols *all, const FragmentsLimits *limits,
                         const uint64_t secret[2],
                         const Allocator *allocator) {
  Fragments *f = allocator_move(allocator, NULL, 0, sizeof *f);
  if (!f) return NULL;
  memset(f, 0, sizeof *f);
  f->all = all;
  f->allocator = *allocator;
  f->limits = *limits;
  memcpy(f->secret, secret, sizeof f->secret);
  find_splits(all, "ip", &f->splits[0]);
  find_splits(all, "fragment", &f->splits[1]);
  f->six = protocols_find(all, "ip6");
  f->vlan = protocols_find(all, "vlan");
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
