/*
** flows.c - the table of conversations: who talks to whom, and how
**
** Conversations are found by hash. Each also stands in a list of those that
** may be silent for equally long, by when they were heard last: those whose
** time is over are the first ones there.
*/
#include "flows.h"

#include <string.h>

#include "../core/hash.h"
#include "track.h"

#define SLOTS_MIN 64

const char flows_nobody = 0;

struct Flows {
  Allocator allocator;
  FlowsLimits limits;
  FlowsCounts counts;
  uint64_t secret[2];
  Followed followed;
  Conversation **slots;  /* NULL: no packet came yet */
  uint32_t mask;         /* number of slots, less one */
  uint32_t size;         /* conversations in the table */
  int64_t now;           /* the clock */
  int64_t due;           /* before then none is silent for too long */
  struct { Conversation *oldest, *newest; } lists[IDLE_COUNT];
  Conversation *ended, **ended_end;  /* to be handed over */
  Conversation *handed;              /* the one that was */
  bool ending;           /* all others are, too */
  size_t bytes;          /* all that was taken for conversations in the table,
                            and slots */
};

/* What the table looks at of a packet. */
typedef struct Parcel {
  uint8_t key[FLOW_MAX];
  size_t size;
  uint32_t hash;
  FlowPlace place;
  Transport transport;
} Parcel;

/* --- memory --- */

static size_t slots_size(const Flows *f) {
  return f->slots ? ((size_t)f->mask + 1) * sizeof *f->slots : 0;
}

/* Doubles the slots, where that leaves room for one more conversation. False:
** there is no memory. */
static bool grow_slots(Flows *f) {
  size_t old = slots_size(f), size = old ? 2 * old
                                         : SLOTS_MIN * sizeof *f->slots;
  if (size + sizeof(Conversation) > f->limits.bytes - (f->bytes - old))
    return false;
  Conversation **slots = allocator_move(&f->allocator, NULL, 0, size);
  if (!slots) return false;
  memset(slots, 0, size);
  uint32_t mask = (uint32_t)(size / sizeof *slots - 1);
  for (size_t i = 0; i < old / sizeof *slots; i++) {
    for (Conversation *c = f->slots[i], *next; c; c = next) {
      next = c->next;
      c->next = slots[c->hash & mask];
      slots[c->hash & mask] = c;
    }
  }
  allocator_move(&f->allocator, f->slots, old, 0);
  f->bytes += size - old;
  f->slots = slots;
  f->mask = mask;
  return true;
}

/* --- lists --- */

/* The sum; INT64_MAX where that is less. */
static int64_t time_after(int64_t time, int64_t span) {
  int64_t sum;
  return __builtin_add_overflow(time, span, &sum) ? INT64_MAX : sum;
}

static void unlink_conversation(Flows *f, const Conversation *c) {
  *(c->older ? &c->older->newer : &f->lists[c->idle].oldest) = c->newer;
  *(c->newer ? &c->newer->older : &f->lists[c->idle].newest) = c->older;
}

static void link_newest(Flows *f, Conversation *c) {
  Conversation *newest = f->lists[c->idle].newest;
  c->older = newest;
  c->newer = NULL;
  *(newest ? &newest->newer : &f->lists[c->idle].oldest) = c;
  f->lists[c->idle].newest = c;
  int64_t due = time_after(c->heard, f->limits.idle[c->idle]);
  if (due < f->due) f->due = due;
}

/* Puts one that was heard now where it belongs. */
static inline void move_newest(Flows *f, Conversation *c, unsigned idle) {
  if (c->idle == idle && !c->newer) return;
  unlink_conversation(f, c);
  c->idle = (uint8_t)idle;
  link_newest(f, c);
}

/* Of all conversations the one that was silent for longest; NULL: none. */
static Conversation *longest_silent(const Flows *f) {
  Conversation *found = NULL;
  for (unsigned i = 0; i < IDLE_COUNT; i++) {
    Conversation *c = f->lists[i].oldest;
    if (c && (!found || c->heard < found->heard)) found = c;
  }
  return found;
}

/* --- the ends --- */

static void end_conversation(Flows *f, Conversation *c, FlowReason reason) {
  Conversation **at = &f->slots[c->hash & f->mask];
  while (*at != c) at = &(*at)->next;
  *at = c->next;
  unlink_conversation(f, c);
  if (c->state == FLOW_CLOSED) reason = REASON_FIN;
  if (c->state == FLOW_RESET) reason = REASON_RST;
  c->reason = (uint8_t)reason;
  f->counts.ended[reason]++;
  f->size--;
  f->bytes -= sizeof *c;
  c->next = NULL;
  *f->ended_end = c;
  f->ended_end = &c->next;
}

static bool is_over(const Flows *f, const Conversation *c) {
  return time_after(c->heard, f->limits.idle[c->idle]) < f->now;
}

bool flows_expire(Flows *f, int64_t now) {
  unsigned left = FLOWS_EXPIRED;
  int64_t due = INT64_MAX;
  if (now > f->now) f->now = now;
  if (f->now <= f->due) return false;
  for (unsigned i = 0; i < IDLE_COUNT; i++) {
    Conversation *c;
    while ((c = f->lists[i].oldest) && is_over(f, c)) {
      if (left-- == 0) return true;
      end_conversation(f, c, REASON_IDLE);
    }
    if (!c) continue;
    int64_t next = time_after(c->heard, f->limits.idle[i]);
    if (next < due) due = next;
  }
  f->due = due;
  return false;
}

int64_t flows_due(const Flows *f) {
  return f->size > 0 ? time_after(f->due, 1) : INT64_MAX;
}

void flows_end(Flows *f) { f->ending = true; }

bool flows_wait(const Flows *f) { return f->ended || f->ending; }

Conversation *flows_ended(Flows *f, bool all) {
  if (f->handed)
    allocator_move(&f->allocator, f->handed, sizeof *f->handed, 0);
  f->handed = NULL;
  if (!f->ended && f->ending && all) {
    Conversation *c = longest_silent(f);
    if (c) end_conversation(f, c, REASON_END);
    else f->ending = false;
  }
  Conversation *c = f->ended;
  if (!c) return NULL;
  f->ended = c->next;
  if (!f->ended) f->ended_end = &f->ended;
  return f->handed = c;
}

/* --- a packet --- */

/* Makes room for one more conversation. False: there is none. */
static bool make_room(Flows *f) {
  if (!f->slots && !grow_slots(f)) return false;
  while (f->size >= f->limits.flows ||
         sizeof(Conversation) > f->limits.bytes - f->bytes) {
    if (f->limits.refuse || f->size == 0) return false;
    end_conversation(f, longest_silent(f), REASON_FULL);
  }
  if (f->size > f->mask) grow_slots(f);  /* else slots hold more of them */
  return true;
}

/* Notes the VLANs that a packet is of. */
static void note_vlans(const Flows *f, Conversation *c, const Stack *s,
                       unsigned ip) {
  unsigned n = 0;
  for (unsigned i = 0; i < ip && n < FLOW_VLANS_MAX; i++)
    if (s->layers[i].protocol == f->followed.vlan)
      c->vlans[n++] = (uint16_t)(stack_number(s, &s->layers[i], "id") + 1);
}

/* Begins a conversation with a packet. NULL: there is no room for it. */
static Conversation *begin(Flows *f, const Stack *s, const Parcel *p) {
  Conversation *c = NULL;
  if (make_room(f)) c = allocator_move(&f->allocator, NULL, 0, sizeof *c);
  if (!c) return NULL;
  memset(c, 0, sizeof *c);
  memcpy(c->key, p->key, p->size);
  c->key_size = (uint8_t)p->size;
  c->hash = p->hash;
  c->first = c->last = s->frame.time;
  c->heard = f->now;
  c->handshake = -1;
  c->flags[p->place.back == transport_answers(&p->transport)] |= SIDE_SECOND;
  note_vlans(f, c, s, p->place.ip);
  track_first(c, &p->transport);
  c->idle = (uint8_t)track_idle(c, &p->transport);
  Conversation **slot = &f->slots[c->hash & f->mask];
  c->next = *slot;
  *slot = c;
  link_newest(f, c);
  f->size++;
  f->bytes += sizeof *c;
  f->counts.begun++;
  return c;
}

/* The conversation of a key; NULL: there is none. */
static inline Conversation *find(const Flows *f, const Parcel *p) {
  if (!f->slots) return NULL;
  Conversation *c = f->slots[p->hash & f->mask];
  while (c && (c->hash != p->hash || c->key_size != p->size ||
               memcmp(c->key, p->key, p->size) != 0))
    c = c->next;
  return c;
}

/* Which side of a conversation sent it. */
static inline unsigned direction_of(const Conversation *c, const Parcel *p) {
  return p->place.back != ((c->flags[0] & SIDE_SECOND) != 0);
}

/*
** Ends a conversation that a packet is no part of any more: the packet begins
** another one, or comes too long after it. What other packets have made of the
** clock does not count: theirs may be wrong. True: it was ended.
*/
static bool is_past(Flows *f, Conversation *c, const Parcel *p, int64_t time) {
  FlowReason reason = REASON_IDLE;
  if (time_after(c->last, f->limits.idle[c->idle]) >= time) {
    if (!track_begins(c, direction_of(c, p), &p->transport)) return false;
    reason = REASON_NEW;
  }
  end_conversation(f, c, reason);
  return true;
}

/* The conversation that a packet is of, or begins. NULL: there is no room. */
static Conversation *belongs(Flows *f, const Stack *s, const Parcel *p,
                             Seen *seen) {
  Conversation *c = find(f, p);
  if (c && is_past(f, c, p, s->frame.time)) c = NULL;
  seen->began = !c;
  if (c) return c;
  flows_expire(f, f->now);
  return begin(f, s, p);
}

static void take(Flows *f, const Stack *s, const Parcel *p, Seen *seen) {
  Conversation *c = belongs(f, s, p, seen);
  if (!c) {
    f->counts.refused++;
    if (f->size > 0 && !f->limits.refuse)  /* memory is short: there will be */
      end_conversation(f, longest_silent(f), REASON_FULL);
    return;
  }
  unsigned direction = direction_of(c, p);
  seen->flow = c;
  seen->direction = (uint8_t)direction;
  seen->before = c->last;
  c->sides[direction].packets++;
  c->sides[direction].bytes += s->frame.length;
  if (s->frame.time > c->last) c->last = s->frame.time;
  if (s->frame.time < c->first) c->first = s->frame.time;
  c->heard = f->now;
  track_take(c, direction, &p->transport, s->frame.time);
  move_newest(f, c, track_idle(c, &p->transport));
  if (!seen->began) flows_expire(f, f->now);  /* it is not among them */
}

void flows_take(Flows *f, const Stack *s, Seen *seen) {
  Parcel p;
  seen->flow = NULL;
  if (s->frame.time > f->now) f->now = s->frame.time;
  p.size = flow_find(s->all, s->layers, s->count, s->frame.bytes, p.key,
                     &p.place);
  if (p.size == 0) {
    flows_expire(f, f->now);
    return;
  }
  seen->layer = p.place.behind;
  p.hash = hash_bytes(f->secret, p.key, p.size);
  transport_read(&f->followed, s, &p.place, &p.transport);
  take(f, s, &p, seen);
}

/* --- making --- */

Flows *flows_new(const Protocols *all, const FlowsLimits *limits,
                 const uint64_t secret[2], const Allocator *allocator) {
  Flows *f = allocator_move(allocator, NULL, 0, sizeof *f);
  if (!f) return NULL;
  memset(f, 0, sizeof *f);
  f->allocator = *allocator;
  f->limits = *limits;
  memcpy(f->secret, secret, sizeof f->secret);
  f->followed = (Followed){protocols_find(all, "tcp"),
                           protocols_find(all, "udp"),
                           protocols_find(all, "icmp"),
                           protocols_find(all, "icmp6"),
                           protocols_find(all, "vlan")};
  f->now = INT64_MIN;
  f->due = INT64_MAX;
  f->ended_end = &f->ended;
  return f;
}

void flows_free(Flows *f) {
  if (!f) return;
  flows_end(f);
  while (flows_ended(f, true)) continue;
  allocator_move(&f->allocator, f->slots, slots_size(f), 0);
  allocator_move(&f->allocator, f, sizeof *f, 0);
}

uint32_t flows_size(const Flows *f) { return f->size; }

FlowsCounts flows_counts(const Flows *f) { return f->counts; }

size_t flows_bytes(const Flows *f) { return f->bytes; }
