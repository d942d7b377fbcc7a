/*
** track.c - what the packets of a conversation make of it
*/
#include "track.h"

#include "application.h"

#define HEADER_MIN 20  /* bytes of a header of TCP without options */
#define SIZE_AT 12
#define FLAGS_AT 13
#define SEQUENCE_AT 4
#define UDP_HEADER 8

static uint32_t word(const uint8_t *p) { return (uint32_t)(p[0] << 8 | p[1]); }

/* Where the packet ends on the wire, by the outermost header of IP. */
static uint32_t wire_end(const Stack *s, const FlowPlace *place) {
  const Layer *ip = &s->layers[place->ip];
  const uint8_t *header = stack_header(s, ip);
  bool six = s->all->known[ip->protocol]->address == 16;
  uint32_t most = s->frame.length;
  if (most > s->frame.fcs) most -= s->frame.fcs;
  uint32_t size = six ? word(header + 4) : word(header + 2);
  if (size == 0) return most;  /* it does not say */
  if (six) size += ip->length;
  return (uint64_t)ip->offset + size < most ? ip->offset + size : most;
}

/* Reads the type and the code of a message of ICMP, which may not have been
** decoded. */
static void read_icmp(const Followed *followed, const Stack *s,
                      const FlowPlace *place, Transport *t) {
  bool decoded = place->behind < s->count;
  const Layer *layer = decoded ? &s->layers[place->behind] : NULL;
  unsigned protocol = decoded ? layer->protocol : s->next;
  uint32_t at = decoded ? layer->offset : s->offset;
  if (protocol != followed->icmp && protocol != followed->icmp6) return;
  t->kind = TRANSPORT_ICMP;
  if (decoded || at + 2 <= s->end)
    t->sequence = ICMP_KNOWN | word(s->frame.bytes + at);
}

/* Reads the fixed part of a header of TCP. Returns the size of all of it, of
** which not all may have been captured; 0: nor was the fixed part. */
static uint32_t read_tcp(const uint8_t *header, uint32_t there, Transport *t) {
  t->kind = TRANSPORT_TCP;
  t->cut = there < HEADER_MIN;
  if (t->cut) return 0;
  t->flags = header[FLAGS_AT];
  t->sequence = word(header + SEQUENCE_AT) << 16 |
                word(header + SEQUENCE_AT + 2);
  return (header[SIZE_AT] >> 4) * 4u;
}

void transport_read(const Followed *followed, const Stack *s,
                    const FlowPlace *place, Transport *t) {
  uint32_t size;
  t->kind = TRANSPORT_OTHER;
  t->flags = 0;
  t->sequence = t->size = t->there = 0;
  if (place->behind >= s->count) {
    read_icmp(followed, s, place, t);
    return;
  }
  const Layer *layer = &s->layers[place->behind];
  const uint8_t *header = stack_header(s, layer);
  if (layer->protocol == followed->tcp) {
    size = read_tcp(header, layer->length, t);
  } else if (layer->protocol == followed->udp) {
    t->kind = TRANSPORT_UDP;
    size = layer->length < UDP_HEADER ? 0 : UDP_HEADER;
  } else {
    read_icmp(followed, s, place, t);
    return;
  }
  uint32_t at = layer->offset + size, end = wire_end(s, place);
  if (size == 0 || end <= at) return;
  t->size = end - at;
  if (end > s->frame.caplen) end = s->frame.caplen;
  if (end <= at) return;
  t->bytes = s->frame.bytes + at;
  t->there = end - at;
}

/* --- sequence numbers --- */

/* True when `a` comes before `b`; they wrap. */
static inline bool before(uint32_t a, uint32_t b) {
  return (int32_t)(a - b) < 0;
}

/* Notes that bytes did not come; where there are too many holes, the one that
** was noted first is forgotten. */
static void add_hole(Side *side, uint32_t from, uint32_t to) {
  unsigned i = 0;
  while (i < HOLES_MAX - 1 && side->holes[i].from != side->holes[i].to) i++;
  for (; i > 0; i--) side->holes[i] = side->holes[i - 1];
  side->holes[0] = (Hole){from, to};
}

/*
** Takes bytes out of the holes that they fall into; c->gaps changes by what is
** left of these. False: they fall into none.
*/
static bool fill_holes(Conversation *c, Side *side, uint32_t from,
                       uint32_t to) {
  bool any = false;
  for (unsigned i = 0; i < HOLES_MAX; i++) {
    Hole *h = &side->holes[i];
    if (h->from == h->to || !before(from, h->to) || !before(h->from, to))
      continue;
    any = true;
    bool head = before(h->from, from), tail = before(to, h->to);
    if (head && tail) {
      uint32_t end = h->to;
      h->to = from;
      add_hole(side, to, end);
      c->gaps++;
      return true;
    }
    if (head) h->to = from;
    else if (tail) h->from = to;
    if (head || tail) continue;
    h->from = h->to;
    c->gaps--;
  }
  return any;
}

/* A segment that does not begin where the one before it ended. */
static void take_disorder(Conversation *c, Side *side, const Transport *t,
                          uint32_t size) {
  uint32_t from = t->sequence, to = from + size;
  if (before(side->next, from)) {
    add_hole(side, side->next, from);
    c->gaps++;
    side->next = to;
    return;
  }
  bool probe = t->size <= 1 && size == t->size && from + 1 == side->next;
  if (size == 0 || probe) return;  /* an acknowledgement, or a keep-alive */
  if (fill_holes(c, side, from, to)) c->disorder++;
  else c->retransmissions++;
  if (before(side->next, to)) side->next = to;
}

static inline void take_sequence(Conversation *c, unsigned direction,
                                 const Transport *t) {
  Side *side = &c->sides[direction];
  uint32_t size = t->size + ((t->flags & TCP_SYN) != 0) +
                  ((t->flags & TCP_FIN) != 0);
  if (!(c->flags[direction] & SIDE_BEGUN)) {
    c->flags[direction] |= SIDE_BEGUN;
    side->next = t->sequence + size;
  } else if (t->sequence == side->next) {
    side->next += size;
  } else {
    take_disorder(c, side, t, size);
  }
}

/* --- connections --- */

bool track_begins(const Conversation *c, unsigned direction,
                  const Transport *t) {
  if ((t->flags & (TCP_SYN | TCP_ACK | TCP_RST)) != TCP_SYN ||
      t->kind != TRANSPORT_TCP)
    return false;
  if (c->flags[direction] & SIDE_SYN)
    return c->sides[direction].first != t->sequence;
  return c->state != FLOW_OPENING;  /* which both sides may do */
}

/* What a SYN, a FIN or an RST says of the state. */
static void take_flags(Conversation *c, unsigned direction,
                       const Transport *t) {
  uint8_t *flags = &c->flags[direction];
  if (t->flags & TCP_RST) {
    if (c->state != FLOW_CLOSED) c->state = FLOW_RESET;
    return;
  }
  if (t->flags & TCP_SYN && c->state == FLOW_RESET)
    c->state = FLOW_OPENING;  /* it is tried again */
  if (t->flags & TCP_SYN && !(*flags & SIDE_SYN)) {
    *flags |= SIDE_SYN;
    c->sides[direction].first = t->sequence;
  }
  if (!(t->flags & TCP_FIN)) return;
  *flags |= SIDE_FIN;
  if (c->state != FLOW_RESET)
    c->state = c->flags[!direction] & SIDE_FIN ? FLOW_CLOSED : FLOW_CLOSING;
}

/* The first segment without a SYN: the handshake is done. */
static void take_opened(Conversation *c, unsigned direction, int64_t time) {
  const unsigned both = c->flags[0] & c->flags[1];
  c->state = FLOW_ESTABLISHED;
  if (direction == 0 && both & SIDE_SYN)
    c->handshake = (int64_t)((uint64_t)time - (uint64_t)c->first);
}

static void take_segment(Conversation *c, unsigned direction,
                         const Transport *t, int64_t time) {
  const unsigned marks = TCP_SYN | TCP_FIN | TCP_RST;
  if (c->state == FLOW_OPENING && !(t->flags & (TCP_SYN | TCP_RST)))
    take_opened(c, direction, time);
  if (t->flags & marks) take_flags(c, direction, t);
  if (!(t->flags & TCP_RST)) take_sequence(c, direction, t);
}

void track_first(Conversation *c, const Transport *t) {
  if (t->kind == TRANSPORT_ICMP) c->sides[0].first = t->sequence;
  if (t->kind != TRANSPORT_TCP) c->state = FLOW_UNANSWERED;
  else if (t->flags & TCP_SYN) c->state = FLOW_OPENING;
  else c->state = FLOW_MIDSTREAM;
}

void track_take(Conversation *c, unsigned direction, const Transport *t,
                int64_t time) {
  if (t->kind != TRANSPORT_TCP) {
    if (direction == 1) c->state = FLOW_ANSWERED;
  } else if (!t->cut) {
    take_segment(c, direction, t, time);
  }
  if (t->there > 0 && !(c->flags[direction] & SIDE_DATA)) {
    c->flags[direction] |= SIDE_DATA;
    if (c->application == 0)
      c->application = application_of(t->kind == TRANSPORT_TCP, t->bytes,
                                      t->there, t->size);
  }
}

Idle track_idle(const Conversation *c, const Transport *t) {
  static const uint8_t idle[] = {
    [FLOW_OPENING] = IDLE_OPENING,       [FLOW_ESTABLISHED] = IDLE_OPEN,
    [FLOW_MIDSTREAM] = IDLE_OPEN,        [FLOW_CLOSING] = IDLE_OPEN,
    [FLOW_CLOSED] = IDLE_CLOSED,         [FLOW_RESET] = IDLE_CLOSED,
    [FLOW_UNANSWERED] = IDLE_UNANSWERED, [FLOW_ANSWERED] = IDLE_ANSWERED
  };
  return t->kind < TRANSPORT_UDP ? IDLE_OTHER : (Idle)idle[c->state];
}
