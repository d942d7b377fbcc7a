/*
** stream.c - one direction of TCP put into order
*/
#include "stream.h"

#include <string.h>

static uint64_t smaller(uint64_t a, uint64_t b) {
  return a < b ? a : b;
}

/* --- bytes that came too early --- */

static size_t early_size(const Early *e) {
  return sizeof *e + (e->cut ? 0 : e->size);
}

static void early_free(Stream *s, const StreamRules *rules, Early *e) {
  s->early -= (uint32_t)early_size(e);
  allocator_move(&rules->allocator, e, early_size(e), 0);
}

/* A new one behind `before`, NULL: as the first. False: there is no room. */
static bool early_add(Stream *s, const StreamRules *rules, Early *before,
                      const uint8_t *bytes, uint64_t from, uint64_t to) {
  Early head = {.from = from, .size = (uint32_t)(to - from), .cut = !bytes};
  size_t size = early_size(&head);
  if (s->early > rules->early || size > rules->early - s->early) return false;
  Early *e = allocator_move(&rules->allocator, NULL, 0, size);
  if (!e) return false;
  head.next = before ? before->next : s->first;
  *e = head;
  if (bytes) memcpy(e->bytes, bytes, head.size);
  *(before ? &before->next : &s->first) = e;
  if (!e->next) s->last = e;
  s->early += (uint32_t)size;
  return true;
}

/* The last of those that begin at or before an offset; NULL: none does. */
static Early *early_find(const Stream *s, uint64_t offset) {
  Early *found = NULL;
  if (s->last && s->last->from <= offset) return s->last;
  for (Early *e = s->first; e && e->from <= offset; e = e->next) found = e;
  return found;
}

/*
** Keeps what of bytes (NULL: of a part that was cut) is not there yet. False:
** there is no room for all of it.
*/
static bool keep(Stream *s, const StreamRules *rules, const uint8_t *bytes,
                 uint64_t from, uint64_t to) {
  Early *before = early_find(s, from);
  uint64_t at = from;
  while (at < to) {
    Early *after = before ? before->next : s->first;
    if (before && before->from + before->size > at)
      at = before->from + before->size;
    uint64_t until = after ? smaller(after->from, to) : to;
    if (at < until && !early_add(s, rules, before,
                                 bytes ? bytes + (at - from) : NULL, at, until))
      return false;
    if (!after) return true;
    at = until;
    before = after;
  }
  return true;
}

/*
** Compares an arrival's bytes with those that are kept; with OVERLAP_LAST,
** replaces these.
*/
static void overlay(Stream *s, const StreamRules *rules, const Arrival *a) {
  uint64_t end = a->from + a->size, repeated = 0;
  bool conflict = false;
  Early *e = early_find(s, a->from);
  for (e = e ? e : s->first; e && e->from < end; e = e->next) {
    uint64_t from = e->from > a->from ? e->from : a->from;
    uint64_t to = smaller(e->from + e->size, end);
    if (e->cut || from >= to) continue;
    const uint8_t *bytes = a->bytes + (from - a->from);
    repeated += to - from;
    if (memcmp(e->bytes + (from - e->from), bytes, to - from) == 0) continue;
    conflict = true;
    if (rules->overlap == OVERLAP_LAST)
      memcpy(e->bytes + (from - e->from), bytes, to - from);
  }
  rules->counts->repeated += repeated;
  rules->counts->conflicts += conflict;
}

/* --- segments --- */

/* The offset of a sequence number; below 0: before the beginning. */
static int64_t offset_of(const Stream *s, uint32_t sequence) {
  return (int64_t)s->offset + (int32_t)(sequence - s->next);
}

/* Takes away what of an arrival is before `offset`; returns how much that
** is. */
static uint64_t trim(Arrival *a, uint64_t offset) {
  if (a->from >= offset) return 0;
  uint64_t before = offset - a->from, bytes = smaller(before, a->size);
  a->from = offset;
  if (bytes > 0) a->bytes += bytes;
  a->size -= (uint32_t)bytes;
  a->cut -= (uint32_t)smaller(before - bytes, a->cut);
  return bytes;
}

/* Takes away what is behind the end. */
static void limit(Arrival *a, uint64_t end) {
  uint64_t room = end > a->from ? end - a->from : 0;
  a->size = (uint32_t)smaller(a->size, room);
  a->cut = (uint32_t)smaller(a->cut, room - a->size);
}

/* The part of a segment from offset 0 on; its bytes may have come before. */
static Arrival arrive(int64_t at, const Segment *segment) {
  uint64_t before = at < 0 ? (uint64_t)-at : 0;
  uint64_t bytes = smaller(before, segment->size);
  return (Arrival){
    segment->bytes + bytes, at < 0 ? 0 : (uint64_t)at,
    segment->size - (uint32_t)bytes,
    segment->cut - (uint32_t)smaller(before - bytes, segment->cut)
  };
}

/*
** Notes a FIN or RST that stands at an offset; the first of them counts. Bytes
** that were kept count, too. An RST that nothing is missing before ends the
** stream at once.
*/
static void note_end(Stream *s, int64_t at, bool reset) {
  uint64_t offset = s->offset;
  if (s->end != STREAM_OPEN || (!reset && at < (int64_t)offset)) return;
  s->reset = reset;
  s->finished = reset && at <= (int64_t)offset;
  if (at > (int64_t)offset) offset = (uint64_t)at;
  if (s->last && s->last->from + s->last->size > offset)
    offset = s->last->from + s->last->size;
  s->end = offset;
}

/*
** True when a stream begins with a segment. A SYN without bytes behind it may
** come again, with another number; and what came first, if it had no bytes,
** may have been a keep-alive, whose number is that of the byte before (RFC
** 9293, 3.8.4).
*/
static bool restarts(const Stream *s, const Segment *segment,
                     uint32_t sequence) {
  if (!s->begun) return true;
  if (s->offset > 0 || s->first || s->end != STREAM_OPEN) return false;
  return segment->flags & SEGMENT_SYN ||
         (s->vague && sequence == s->next + 1);
}

void stream_take(Stream *s, const StreamRules *rules, const Segment *segment,
                 Arrival *a) {
  uint32_t sequence = segment->sequence;
  bool syn = segment->flags & SEGMENT_SYN, reset = segment->flags & SEGMENT_RST;
  *a = (Arrival){0};
  if (s->ended) return;
  bool more = segment->size > 0 || segment->cut > 0;
  sequence += syn;
  if (restarts(s, segment, sequence)) {
    s->next = sequence;
    s->acknowledged = 0;
    s->begun = !reset;
    s->vague = !syn && !more;
  }
  int64_t at = offset_of(s, sequence);
  if (more) {
    *a = arrive(at, segment);
    rules->counts->repeated += segment->size - a->size;
    rules->counts->repeated += trim(a, s->offset);
    limit(a, s->end);
    if (s->first && a->size > 0) overlay(s, rules, a);
  }
  if (segment->flags & (SEGMENT_FIN | SEGMENT_RST))
    note_end(s, at + segment->size + segment->cut, reset);
}

void stream_acknowledge(Stream *s, const Segment *segment) {
  if (!s->begun || !(segment->flags & SEGMENT_ACK)) return;
  int64_t at = offset_of(s, segment->acknowledge);
  if (at > (int64_t)s->acknowledged) s->acknowledged = (uint64_t)at;
}

/* --- what comes next --- */

static bool give(Stream *s, const StreamRules *rules, StreamEvent *event,
                 StreamKind kind, const uint8_t *bytes, uint64_t size) {
  *event = (StreamEvent){kind, s->offset, size, bytes};
  s->offset += size;
  s->next += (uint32_t)size;
  if (kind == STREAM_BYTES) rules->counts->bytes += size;
  if (kind == STREAM_GAP) rules->counts->gaps++, rules->counts->missing += size;
  if (kind == STREAM_END) s->ended = true;
  return true;
}

static bool give_early(Stream *s, const StreamRules *rules,
                       StreamEvent *event) {
  Early *e = s->first;
  s->first = e->next;
  if (!s->first) s->last = NULL;
  s->handed = e;
  return give(s, rules, event, e->cut ? STREAM_GAP : STREAM_BYTES, e->bytes,
              e->size);
}

/* Gives what of an arrival is in order, up to bytes that were kept. */
static bool give_arrival(Stream *s, const StreamRules *rules, Arrival *a,
                         StreamEvent *event) {
  uint64_t room = s->first ? s->first->from - s->offset : UINT64_MAX;
  if (a->size == 0)
    return give(s, rules, event, STREAM_GAP, NULL, smaller(a->cut, room));
  return give(s, rules, event, STREAM_BYTES, a->bytes, smaller(a->size, room));
}

/* Keeps an arrival that is early. False: there is no room for all of it. */
static bool keep_arrival(Stream *s, const StreamRules *rules, Arrival *a) {
  uint64_t middle = a->from + a->size;
  if (!keep(s, rules, a->bytes, a->from, middle) ||
      !keep(s, rules, NULL, middle, middle + a->cut))
    return false;
  a->size = a->cut = 0;
  rules->counts->early++;
  return true;
}

bool stream_next(Stream *s, const StreamRules *rules, Arrival *a,
                 StreamEvent *event) {
  if (s->handed) early_free(s, rules, s->handed);
  s->handed = NULL;
  if (s->ended) return false;
  trim(a, s->offset);
  bool more = a->size > 0 || a->cut > 0;
  if (s->first && s->first->from == s->offset)
    return give_early(s, rules, event);
  if (more && a->from == s->offset) return give_arrival(s, rules, a, event);
  bool full = more && !keep_arrival(s, rules, a);
  uint64_t from = s->first ? s->first->from : UINT64_MAX;
  if (full) from = smaller(from, a->from);
  if (full || stream_lost(s))
    return give(s, rules, event, STREAM_GAP, NULL, from - s->offset);
  if (s->offset >= s->end) return give(s, rules, event, STREAM_END, NULL, 0);
  if (!s->finished) return false;
  if (s->end != STREAM_OPEN)
    return give(s, rules, event, STREAM_GAP, NULL, s->end - s->offset);
  return give(s, rules, event, STREAM_END, NULL, 0);
}

void stream_free(Stream *s, const StreamRules *rules) {
  if (s->handed) early_free(s, rules, s->handed);
  while (s->first) {
    Early *e = s->first;
    s->first = e->next;
    early_free(s, rules, e);
  }
  s->last = s->handed = NULL;
}
