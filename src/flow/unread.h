/*
** unread.h - bytes of one direction that are in order, and nobody has read yet
**
** Between them stand marks: gaps, and where a datagram ends.
*/
#ifndef PYCAP_UNREAD_H
#define PYCAP_UNREAD_H

#include <stdbool.h>
#include <stdint.h>

#include "../core/allocator.h"

typedef enum MarkKind {
  MARK_LOST,      /* bytes that were not captured */
  MARK_BUFFER,    /* bytes for which there was no room */
  MARK_DATAGRAM   /* the end of a datagram */
} MarkKind;

typedef struct Mark {
  uint64_t at;    /* the number of the byte that it stands before */
  uint64_t size;  /* bytes that are missing */
  uint8_t kind;   /* MarkKind */
} Mark;

typedef struct Unread {
  uint8_t *bytes;
  uint32_t room;      /* of `bytes`, */
  uint32_t from, to;  /* those that are unread */
  uint64_t number;    /* of the first of these, not counting gaps, */
  uint64_t offset;    /* and counting them */
  Mark *marks;
  uint32_t marks_room, marks_from, marks_to;
} Unread;

/* The first mark; NULL: there is none. */
static inline const Mark *unread_mark(const Unread *u) {
  return u->marks && u->marks_from < u->marks_to ? &u->marks[u->marks_from]
                                                 : NULL;
}

/* Bytes up to the first mark, or the end. */
static inline uint32_t unread_size(const Unread *u) {
  const Mark *mark = unread_mark(u);
  return mark ? (uint32_t)(mark->at - u->number) : u->to - u->from;
}

static inline const uint8_t *unread_bytes(const Unread *u) {
  return u->bytes + u->from;
}

/* Bytes that are unread, and what marks take. */
static inline uint64_t unread_all(const Unread *u) {
  return u->to - u->from +
         (uint64_t)(u->marks_to - u->marks_from) * sizeof(Mark);
}

/* Where `end` stands in the bytes up to the first mark, of which the first
** `from` were looked at; -1: nowhere. */
int64_t unread_find(const Unread *unread, uint32_t from, const char *end,
                    size_t length);

/* unread_put adds bytes, unread_note a mark behind them. False: no memory. */
bool unread_put(Unread *unread, const Allocator *allocator,
                const uint8_t *bytes, uint32_t size);
bool unread_note(Unread *unread, const Allocator *allocator, MarkKind kind,
                 uint64_t size);

/* Adds a datagram, and the mark of its end. False: no memory; neither is
** there. */
bool unread_datagram(Unread *unread, const Allocator *allocator,
                     const uint8_t *bytes, uint32_t size);

/* Takes bytes away, of those before the first mark. */
static inline void unread_take(Unread *u, uint32_t size) {
  u->from += size;
  u->number += size;
  u->offset += size;
}

/* Takes the first mark away, before which no bytes are left, or `size` of its
** missing bytes, if these are fewer. */
void unread_pass(Unread *unread, uint64_t size);

void unread_free(Unread *unread, const Allocator *allocator);

#endif
