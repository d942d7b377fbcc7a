/*
** messages.c - messages of protocols, cut from the streams of TCP
*/
#include "messages.h"

#include <string.h>

#include "../core/cutter.h"
#include "../core/ports.h"

#define CUTTERS_MAX 32  /* protocols that are wanted */

struct Messages {
  MessagesLimits limits;
  MessagesCounts counts;
  StreamCounts streams;
  StreamRules rules;
  Deliveries *queue;
  const Protocols *all;
  uint16_t tcp;
  unsigned count;
  Cutter cutters[CUTTERS_MAX];
  size_t bytes;         /* of messages that are not whole yet */
};

/* One direction of a connection: the beginning of a message. */
typedef struct Voice {
  Stream stream;
  Cut cut;
  uint8_t *bytes;
  uint32_t size, room;
  uint32_t segments;   /* that these are of */
  bool lost;           /* no message was found, and nothing says where one
                          begins */
} Voice;

/* A connection whose messages are cut. */
typedef struct Talk {
  uint16_t protocol;
  Voice voices[2];
} Talk;

/* A segment in hand. */
typedef struct Hand {
  const Stack *stack;
  uint32_t head;       /* bytes of its headers */
  uint8_t depth;
} Hand;

/* --- making --- */

Messages *messages_new(const MessagesLimits *limits, Deliveries *queue) {
  Messages *m = allocator_move(&queue->allocator, NULL, 0, sizeof *m);
  if (!m) return NULL;
  memset(m, 0, sizeof *m);
  m->limits = *limits;
  m->queue = queue;
  m->rules = (StreamRules){
    .allocator = queue->allocator, .early = limits->early,
    .overlap = OVERLAP_FIRST, .counts = &m->streams
  };
  return m;
}

void messages_free(Messages *m) {
  if (m) allocator_move(&m->queue->allocator, m, sizeof *m, 0);
}

bool messages_has(const Protocols *all, unsigned protocol) {
  Cutter cutter;
  unsigned tcp = protocols_find(all, "tcp");
  return protocol < all->count && tcp != PROTOCOL_NONE &&
         set_has(&all->below[tcp], protocol) &&
         cutter_init(&cutter, all->known[protocol]);
}

void messages_want(Messages *m, const Protocols *all,
                   const ProtocolSet *wanted) {
  m->all = all;
  m->tcp = (uint16_t)protocols_find(all, "tcp");
  m->count = 0;
  for (unsigned p = 0; p < all->count && m->count < CUTTERS_MAX; p++)
    if (set_has(wanted, p) && cutter_init(&m->cutters[m->count],
                                          all->known[p]))
      m->count++;
}

MessagesCounts messages_counts(const Messages *m) {
  return m->counts;
}

/* --- one direction --- */

static void resize(Messages *m, Voice *v, uint32_t room) {
  m->bytes += room;
  m->bytes -= v->room;
  v->room = room;
}

/* Drops what there is of a message. */
static void drop_part(Messages *m, Voice *v) {
  if (v->size > 0) m->counts.dropped++;
  v->cut = (Cut){.over = v->cut.over};
  v->size = v->segments = 0;
}

static void free_voice(Messages *m, Voice *v) {
  if (v->size == 0 && v->stream.first) m->counts.dropped++;
  drop_part(m, v);
  stream_free(&v->stream, &m->rules);
  allocator_move(&m->queue->allocator, v->bytes, v->room, 0);
  resize(m, v, 0);
  v->bytes = NULL;
}

/* Keeps bytes behind those that are there. False: there is no room. */
static bool keep(Messages *m, Voice *v, const uint8_t *bytes, size_t size) {
  if (size > v->room - v->size) {
    uint32_t room = v->room ? v->room : 256;
    while (room - v->size < size) room *= 2;
    if (room - v->room > m->limits.bytes - m->bytes) return false;
    uint8_t *more = allocator_move(&m->queue->allocator, v->bytes, v->room,
                                   room);
    if (!more) return false;
    v->bytes = more;
    resize(m, v, room);
  }
  memcpy(v->bytes + v->size, bytes, size);
  v->size += (uint32_t)size;
  return true;
}

/* A delivery of the headers in hand and a message. NULL: no memory. */
static Delivery *make(Messages *m, const Cutter *c, const Hand *hand,
                      const uint8_t *bytes, uint32_t length) {
  const Frame *frame = &hand->stack->frame;
  uint32_t room = hand->head + length;
  Delivery *d = deliveries_new(m->queue, frame, room), *less;
  if (!d) return NULL;
  memcpy(d->bytes, frame->bytes, hand->head);
  uint32_t size = hand->head +
                  cutter_write(c, bytes, length, d->bytes + hand->head);
  if (size == room) return d;
  less = allocator_move(&m->queue->allocator, d, sizeof *d + room,
                        sizeof *d + size);
  if (!less) {
    deliveries_free(m->queue, d);
    return NULL;
  }
  less->frame.bytes = less->bytes;
  less->frame.caplen = less->frame.length = size;
  return less;
}

/* Puts a message of so many bytes, whole, into the queue. */
static void deliver(Messages *m, const Cutter *c, const Hand *hand,
                    const uint8_t *bytes, uint32_t length, uint32_t segments) {
  Delivery *d = make(m, c, hand, bytes, length);
  if (!d) {
    m->counts.dropped++;
    return;
  }
  d->from = d->message = hand->head;
  d->spoken = c->known->index;
  d->parts = segments;
  d->root = hand->stack->root;
  d->depth = (uint8_t)(hand->depth + 1);
  deliveries_add(m->queue, d);
  m->counts.whole++;
}

/*
** Cuts all messages that are whole. Returns how many bytes these took; *result
** says what stands behind them.
*/
static uint32_t cut_all(Messages *m, const Cutter *c, const Hand *hand,
                        Voice *v, const uint8_t *bytes, uint32_t size,
                        CutResult *result) {
  uint32_t at = 0, length = 0;
  while ((*result = cutter_look(c, &v->cut, bytes + at, size - at,
                                &length)) == CUT_WHOLE) {
    deliver(m, c, hand, bytes + at, length, v->segments);
    v->segments = 1;
    at += length;
  }
  return at;
}

/*
** No message begins there. One may begin with the next segment, if its first
** bytes can show it.
*/
static void lose(Voice *v, const Cutter *c) {
  v->lost = !c->tested;
  v->size = v->segments = 0;
}

/*
** Takes what goes on with the bytes that are kept. False: these began no
** message; perhaps the new ones do.
*/
static bool go_on(Messages *m, const Cutter *c, const Hand *hand, Voice *v,
                  const uint8_t *bytes, uint32_t size) {
  CutResult result;
  if (!keep(m, v, bytes, size)) {
    drop_part(m, v);
    return true;
  }
  uint32_t used = cut_all(m, c, hand, v, v->bytes, v->size, &result);
  if (result == CUT_OTHER) {
    lose(v, c);
    return used > 0 || v->lost;
  }
  v->size -= used;
  memmove(v->bytes, v->bytes + used, v->size);
  if (v->size == 0) v->segments = 0;
  return true;
}

/* Takes bytes in order, a segment's. */
static void take_bytes(Messages *m, const Cutter *c, const Hand *hand,
                       Voice *v, const uint8_t *bytes, uint32_t size) {
  CutResult result;
  if (v->lost || size == 0) return;
  v->segments++;
  if (v->size > 0 && go_on(m, c, hand, v, bytes, size)) return;
  v->segments = 1;
  uint32_t used = cut_all(m, c, hand, v, bytes, size, &result);
  if (result == CUT_OTHER) lose(v, c);
  else if (used == size) v->segments = 0;
  else if (!keep(m, v, bytes + used, size - used)) {
    m->counts.dropped++;
    drop_part(m, v);
  }
}

/* Takes all that is in order now. */
static void take_events(Messages *m, const Cutter *c, const Hand *hand,
                        Voice *v, Arrival *arrival) {
  StreamEvent event;
  while (stream_next(&v->stream, &m->rules, arrival, &event)) {
    if (event.kind == STREAM_BYTES) {
      take_bytes(m, c, hand, v, event.bytes, (uint32_t)event.size);
      continue;
    }
    drop_part(m, v);
    v->lost = false;
  }
}

/* --- connections --- */

static const Cutter *find_cutter(const Messages *m, unsigned protocol) {
  for (unsigned i = 0; i < m->count; i++)
    if (m->cutters[i].known->index == protocol) return &m->cutters[i];
  return NULL;
}

static const Cutter *of_bytes(const Messages *m, const Segment *segment) {
  for (unsigned i = 0; i < m->count; i++)
    if (cutter_takes(&m->cutters[i], segment->bytes, segment->size))
      return &m->cutters[i];
  return NULL;
}

/* Begins a direction at its SYN, if that was seen. */
static void begin_voice(Messages *m, Voice *v, const Conversation *flow,
                        unsigned side) {
  Arrival none = {0};
  const Segment syn = {.sequence = flow->sides[side].first,
                       .flags = SEGMENT_SYN};
  stream_begin(&v->stream);
  if (flow->flags[side] & SIDE_SYN)
    stream_take(&v->stream, &m->rules, &syn, &none);
}

/* Notes what a connection is, at its first bytes; `m`: none that is wanted. */
static void begin_talk(Messages *m, const Stack *s, const Layer *tcp,
                       const Segment *segment, Conversation *flow) {
  const Known *k = m->all->known[tcp->protocol];
  const Cutter *c = find_cutter(m, ports_find(m->all, k, stack_header(s, tcp)));
  if (!c) c = of_bytes(m, segment);
  if (!c) {
    flow->messages = m;
    return;
  }
  Talk *talk = allocator_move(&m->queue->allocator, NULL, 0, sizeof *talk);
  if (!talk) return;
  memset(talk, 0, sizeof *talk);
  talk->protocol = c->known->index;
  for (unsigned side = 0; side < 2; side++)
    begin_voice(m, &talk->voices[side], flow, side);
  flow->messages = talk;
}

bool messages_take(Messages *m, const Stack *s, const Seen *seen,
                   const Delivery *delivery) {
  Segment segment;
  Arrival arrival = {0};
  const Layer *tcp = &s->layers[seen->layer];
  if (seen->layer >= s->count || tcp->protocol != m->tcp ||
      !segment_read(s, seen->layer, &segment))
    return false;
  Conversation *flow = seen->flow;
  if (!flow->messages && segment.size > 0)
    begin_talk(m, s, tcp, &segment, flow);
  if (!flow->messages || flow->messages == m) return false;
  Talk *talk = flow->messages;
  const Cutter *c = find_cutter(m, talk->protocol);
  if (!c) return false;
  const Hand hand = {s, tcp->offset + tcp->length,
                     delivery ? delivery->depth : 0};
  Voice *own = &talk->voices[seen->direction];
  /* what this gives is fetched with the peer's next segment, whose headers go
     with it */
  stream_acknowledge(&talk->voices[!seen->direction].stream, &segment);
  stream_take(&own->stream, &m->rules, &segment, &arrival);
  take_events(m, c, &hand, own, &arrival);
  return true;
}

void messages_drop(Messages *m, Conversation *flow) {
  Talk *talk = flow->messages == m ? NULL : flow->messages;
  flow->messages = NULL;
  if (!talk) return;
  for (unsigned side = 0; side < 2; side++)
    free_voice(m, &talk->voices[side]);
  allocator_move(&m->queue->allocator, talk, sizeof *talk, 0);
}
