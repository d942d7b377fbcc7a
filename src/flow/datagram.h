/*
** datagram.h - one datagram that is put together of its fragments
**
** What is there is known by units of 8 bytes, a bit each: what a fragment costs
** goes by its size, whatever the others are and in whatever order they come.
*/
#ifndef PYCAP_DATAGRAM_H
#define PYCAP_DATAGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include "overlap.h"
#include "parts.h"

#define UNIT 8

typedef struct Datagram {
  struct Datagram *next;            /* in the same slot of the table */
  struct Datagram *older, *newer;
  First first;          /* .lost is NULL: it did not come, or was handed over */
  int64_t time;         /* of the fragment that came first */
  const char *problem;  /* why it was given up; NULL: it was not */
  bool told;            /* its first fragment was handed over */
  uint32_t count;       /* fragments that are in it */
  uint32_t units;       /* units that are there */
  uint32_t reach;       /* where the last of them ends */
  uint32_t total;       /* bytes; 0: the last fragment did not come */
  uint32_t room;        /* of `bytes` */
  uint8_t *bytes;
  uint8_t key[DATAGRAM_KEY];
  uint64_t there[(DATAGRAM_MAX + 1) / UNIT / 64];
} Datagram;

/* The room that a datagram needs for a piece; `room` where it has that. */
uint32_t datagram_room(const Datagram *datagram, const Piece *piece);

/* What is wrong with a piece, whatever else is there; NULL: nothing. */
const char *piece_check(const Piece *piece);

/*
** Puts a piece in, which was checked, and for which there is room. NULL, or why
** there can be no such datagram.
*/
const char *datagram_put(Datagram *datagram, const Piece *piece,
                         Overlap overlap);

static inline bool datagram_is_whole(const Datagram *d) {
  return d->total > 0 && d->units == (d->total + UNIT - 1) / UNIT;
}

#endif
