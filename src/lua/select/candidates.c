/*
** candidates.c - which of many handlers a frame may be for, found without a
** look at each
*/
#include "candidates.h"

#include <limits.h>
#include <string.h>

#define PROBES_MAX 4  /* fields of one group that are looked up */
#define CHOICES_MOST 64  /* values of one condition that are */

/* A field that handlers of a group compare: as one of them names it. */
typedef struct Probe {
  const Select *select;
  const Ref *ref;
} Probe;

/* The handlers of one protocol. */
typedef struct Group {
  Places rest;  /* those that no look-up finds */
  unsigned count;
  Probe probes[PROBES_MAX];
} Group;

/* Those that want one value of a field. Different values may share a slot. */
typedef struct Slot {
  uint64_t hash;
  Places places;  /* none: it is free */
} Slot;

struct Index {
  Allocator allocator;
  Group *groups[PROTOCOLS_MAX + 1];
  Slot *slots;
  size_t used, capacity;  /* a power of two, or 0 */
};

/* --- making --- */

Index *index_new(const Allocator *allocator) {
  Index *x = allocator_move(allocator, NULL, 0, sizeof *x);
  if (!x) return NULL;
  memset(x, 0, sizeof *x);
  x->allocator = *allocator;
  return x;
}

static void places_free(const Allocator *a, Places *p) {
  allocator_move(a, p->at, p->room * sizeof *p->at, 0);
}

void index_free(Index *x) {
  if (!x) return;
  const Allocator a = x->allocator;
  for (unsigned i = 0; i <= PROTOCOLS_MAX; i++) {
    if (!x->groups[i]) continue;
    places_free(&a, &x->groups[i]->rest);
    allocator_move(&a, x->groups[i], sizeof *x->groups[i], 0);
  }
  for (size_t i = 0; i < x->capacity; i++)
    places_free(&a, &x->slots[i].places);
  allocator_move(&a, x->slots, x->capacity * sizeof *x->slots, 0);
  allocator_move(&a, x, sizeof *x, 0);
}

/* Adds a place that is not less than the last one; the same one only once. */
static bool places_add(const Allocator *a, Places *p, unsigned place) {
  if (p->count > 0 && p->at[p->count - 1] == place) return true;
  if (p->count == p->room) {
    unsigned room = p->room > 0 ? 2 * p->room : 2;
    unsigned *at = allocator_move(a, p->at, p->room * sizeof *at,
                                  room * sizeof *at);
    if (!at) return false;
    p->at = at;
    p->room = room;
  }
  p->at[p->count++] = place;
  return true;
}

/* The slot of a hash: that, or a free one. */
static Slot *find_slot(const Index *x, uint64_t hash) {
  size_t i = (size_t)(hash ^ hash >> 32) & (x->capacity - 1);
  while (x->slots[i].places.count > 0 && x->slots[i].hash != hash)
    i = (i + 1) & (x->capacity - 1);
  return &x->slots[i];
}

static bool grow(Index *x) {
  Index larger = *x;
  if (2 * x->used < x->capacity) return true;
  larger.capacity = x->capacity > 0 ? 2 * x->capacity : 64;
  larger.slots = allocator_move(&x->allocator, NULL, 0,
                                larger.capacity * sizeof *larger.slots);
  if (!larger.slots) return false;
  memset(larger.slots, 0, larger.capacity * sizeof *larger.slots);
  for (size_t i = 0; i < x->capacity; i++)
    if (x->slots[i].places.count > 0)
      *find_slot(&larger, x->slots[i].hash) = x->slots[i];
  allocator_move(&x->allocator, x->slots, x->capacity * sizeof *x->slots, 0);
  *x = larger;
  return true;
}

static uint64_t hash_bytes_of(uint64_t hash, const void *bytes, size_t size) {
  const uint8_t *p = bytes;  /* FNV-1a: all keys in the table are a script's */
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ p[i]) * UINT64_C(1099511628211);
  return hash;
}

/* Of a value that is looked up by a probe of a group. */
static uint64_t hash_value(unsigned group, unsigned probe, bool number,
                           uint64_t n, const uint8_t *bytes, size_t size) {
  uint64_t hash = UINT64_C(14695981039346656037) ^ (group << 8 | probe);
  return number ? hash_bytes_of(hash, &n, sizeof n)
                : hash_bytes_of(hash, bytes, size);
}

/* True for a choice of one value. */
static bool is_exact(const Choice *c) {
  if (c->kind == CHOICE_RANGE) return c->from == c->to;
  if (c->kind == CHOICE_PREFIX) return c->bits == c->size * 8;
  return c->kind == CHOICE_BYTES;
}

static bool is_exact_test(const Select *s, const Test *t) {
  bool exact = t->how == TEST_VALUE && t->count > 0 && t->count <= CHOICES_MOST;
  if (t->ref.kind != REF_FIELD && t->ref.kind != REF_COMPUTED &&
      t->ref.kind != REF_SOURCE && t->ref.kind != REF_DESTINATION)
    return false;
  for (uint32_t i = 0; exact && i < t->count; i++)
    exact = is_exact(&s->choices[t->first + i]);
  return exact;
}

/* The equality condition that tells most frames apart: that of the largest
** values. NULL: there is none. */
static const Test *best_test(const Select *s) {
  const Test *best = NULL;
  unsigned most = 0;
  for (unsigned i = 0; !s->record && i < s->tests_count; i++) {
    const Test *t = &s->tests[i];
    unsigned size = t->ref.size > 0 ? t->ref.size : UINT8_MAX;
    if (size <= most || !is_exact_test(s, t)) continue;
    best = t;
    most = size;
  }
  return best;
}

static bool is_same(const Select *s, const Ref *a, const Probe *probe) {
  const Ref *b = probe->ref;
  return a->kind == b->kind && a->field == b->field &&
         s->protocols[a->place] == probe->select->protocols[b->place];
}

/* The probe of a group for a condition; PROBES_MAX: it has no room. */
static unsigned find_probe(Group *g, const Select *s, const Test *t) {
  unsigned i = 0;
  while (i < g->count && !is_same(s, &t->ref, &g->probes[i])) i++;
  if (i == g->count && i < PROBES_MAX)
    g->probes[g->count++] = (Probe){s, &t->ref};
  return i;
}

bool index_add(Index *x, const Handler *h, unsigned place) {
  const Select *s = &h->fields.select;
  unsigned group = s->protocols[0], probe = PROBES_MAX;
  Group *g = x->groups[group];
  const Test *t = best_test(s);
  if (!g) {
    g = x->groups[group] = allocator_move(&x->allocator, NULL, 0, sizeof *g);
    if (!g) return false;
    memset(g, 0, sizeof *g);
  }
  if (t) probe = find_probe(g, s, t);
  if (probe == PROBES_MAX) return places_add(&x->allocator, &g->rest, place);
  for (uint32_t i = 0; i < t->count; i++) {
    const Choice *c = &s->choices[t->first + i];
    uint64_t hash = hash_value(
        group, probe, t->ref.number, (uint64_t)c->from,
        c->kind == CHOICE_BYTES ? c->bytes : c->prefix, c->size);
    if (!grow(x)) return false;
    Slot *slot = find_slot(x, hash);
    x->used += slot->places.count == 0;
    slot->hash = hash;
    if (!places_add(&x->allocator, &slot->places, place)) return false;
  }
  return true;
}

/* --- finding --- */

static void add_places(Candidates *c, const Places *p) {
  const unsigned *at = p->at, *end = p->at + p->count;
  if (p->count == 0) return;
  while (at < end && *at < c->next) at++;
  if (at == end) return;
  if (c->count == CURSORS_MAX) {
    c->every = true;
    return;
  }
  c->cursors[c->count].at = at;
  c->cursors[c->count++].end = end;
}

static void add_group(Candidates *c, const Index *x, unsigned group,
                      Stack *stack, View *view) {
  const Group *g = x->groups[group];
  if (!g) return;
  add_places(c, &g->rest);
  for (unsigned i = 0; i < g->count; i++) {
    const Probe *probe = &g->probes[i];
    Value v = {0};
    if (!select_view(probe->select, stack, view) ||
        !select_read(probe->select, probe->ref, view, &v)) continue;
    if (v.size >= 1024) view->work += (uint32_t)(v.size >> 10);
    uint64_t hash = hash_value(group, i, probe->ref->number, v.number, v.bytes,
                               v.size);
    add_places(c, &find_slot(x, hash)->places);
  }
}

void candidates_begin(Candidates *c, const Index *x, Stack *stack, View *view,
                      unsigned from) {
  ProtocolSet seen = {{0}};
  c->every = false;
  c->next = from;
  c->count = 0;
  add_group(c, x, PROTOCOL_NONE, stack, view);
  for (unsigned i = 0; i < stack->count; i++) {
    unsigned protocol = stack->layers[i].protocol;
    if (set_has(&seen, protocol)) continue;
    set_add(&seen, protocol);
    add_group(c, x, protocol, stack, view);
  }
}

unsigned candidates_next(Candidates *c) {
  unsigned next = UINT_MAX;
  if (c->every) return c->next++;
  for (unsigned i = 0; i < c->count; i++)
    if (*c->cursors[i].at < next) next = *c->cursors[i].at;
  for (unsigned i = 0; i < c->count; i++) {
    if (*c->cursors[i].at != next) continue;
    if (++c->cursors[i].at == c->cursors[i].end)
      c->cursors[i--] = c->cursors[--c->count];
  }
  return next;
}
