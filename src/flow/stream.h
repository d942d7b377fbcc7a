/*
** stream.h - one direction of TCP put into order
**
** Segments come in as they were captured; bytes, gaps and the end come out in
** order. Bytes that came in order are those of the segment: they are not
** copied. Those that came too early are kept until the bytes before them come,
** or until it is known that these never will:
** - the peer has acknowledged some of the bytes that are kept: what is missing
**   before them was on the wire, but not captured;
** - there is no room to keep more of them;
** - nothing more comes (stream_finish).
*/
#ifndef PYCAP_STREAM_H
#define PYCAP_STREAM_H

#include "../core/allocator.h"
#include "datagram.h"
#include "segment.h"

/* What became of the bytes of streams. */
typedef struct StreamCounts {
  uint64_t bytes;      /* handed over in order */
  uint64_t gaps;       /* times that bytes were missing, */
  uint64_t missing;    /* and how many */
  uint64_t repeated;   /* bytes that had come before */
  uint64_t conflicts;  /* segments that repeat kept bytes with other contents */
  uint64_t early;      /* segments that were kept: they came too early */
} StreamCounts;

/* What holds for several streams. */
typedef struct StreamRules {
  Allocator allocator;
  uint32_t early;        /* memory of a direction for bytes that are early */
  Overlap overlap;       /* which of the contents count; not OVERLAP_NONE */
  StreamCounts *counts;
} StreamRules;

/* Bytes that came too early, or, if `cut`, are known not to come. */
typedef struct Early {
  struct Early *next;    /* by offset; they do not overlap */
  uint64_t from;
  uint32_t size;
  bool cut;
  uint8_t bytes[];
} Early;

#define STREAM_OPEN UINT64_MAX  /* its end is not known */

/* One direction. All of it zero but for `end`: nothing came yet. */
typedef struct Stream {
  Early *first, *last;
  Early *handed;          /* whose bytes were handed over just now */
  uint64_t offset;        /* of the next byte: those before are handed over */
  uint64_t end;           /* offset, or STREAM_OPEN */
  uint64_t acknowledged;  /* what the peer says that it has */
  uint32_t next;          /* the sequence number of the next byte */
  uint32_t early;         /* memory of the bytes that are kept */
  bool begun;             /* `next` is known, */
  bool vague;             /* but perhaps it is that of the byte before */
  bool reset;             /* the end is an RST, not a FIN */
  bool finished;          /* nothing more comes */
  bool ended;             /* the end was handed over */
} Stream;

typedef enum StreamKind { STREAM_BYTES, STREAM_GAP, STREAM_END } StreamKind;

/* What comes next in order. */
typedef struct StreamEvent {
  StreamKind kind;
  uint64_t offset;
  uint64_t size;         /* of bytes, or of the gap */
  const uint8_t *bytes;  /* valid until the next call of stream_next */
} StreamEvent;

/* What is not yet looked at of the segment that came last. */
typedef struct Arrival {
  const uint8_t *bytes;
  uint64_t from;
  uint32_t size;  /* bytes, */
  uint32_t cut;   /* and how many behind them were not captured */
} Arrival;

static inline void stream_begin(Stream *stream) {
  *stream = (Stream){.end = STREAM_OPEN};
}

/*
** Takes a segment of this direction. What it gives is to be fetched from
** `arrival` with stream_next until there is no more.
*/
void stream_take(Stream *stream, const StreamRules *rules,
                 const Segment *segment, Arrival *arrival);

/*
** Notes what a segment of the other direction says of this one. What it gives
** is to be fetched, with an arrival of zeros.
*/
void stream_acknowledge(Stream *stream, const Segment *segment);

/* Nothing more comes: what is kept is to be fetched, then the end. */
static inline void stream_finish(Stream *stream) {
  stream->finished = true;
}

/* True when the bytes before the first one that was kept never come. */
static inline bool stream_lost(const Stream *s) {
  return s->first && (s->finished || s->acknowledged > s->first->from);
}

/* The next in order. False: nothing is known of it yet. */
bool stream_next(Stream *stream, const StreamRules *rules, Arrival *arrival,
                 StreamEvent *event);

/* Frees what is kept. */
void stream_free(Stream *stream, const StreamRules *rules);

#endif
