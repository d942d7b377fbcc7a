/*
** datagram.c - one datagram that is put together of its fragments (RFC 791,
** section 3.2; RFC 8200, section 4.5; RFC 5722)
*/
#include "datagram.h"

#include <string.h>

static inline bool has(const Datagram *d, uint32_t unit) {
  return d->there[unit / 64] >> unit % 64 & 1;
}

uint32_t datagram_room(const Datagram *d, const Piece *piece) {
  uint32_t end = piece->offset + piece->size, room = d->room ? d->room : 2048;
  if (end <= d->room) return d->room;
  while (room < end) room *= 2;
  return room;
}

const char *piece_check(const Piece *piece) {
  if (piece->offset > piece->most || piece->size > piece->most - piece->offset)
    return "its fragments reach beyond 65535 bytes";
  if (piece->more && piece->size % UNIT > 0)
    return "the size of a fragment is no multiple of 8";
  return NULL;
}

/* True when all bytes of the piece are there already. */
static bool repeats(const Datagram *d, const Piece *piece, uint32_t common) {
  return common == (piece->size + UNIT - 1) / UNIT &&
         memcmp(d->bytes + piece->offset, piece->bytes, piece->size) == 0;
}

/* Takes the bytes of one unit, unless others count that are there. */
static void put_unit(Datagram *d, const Piece *piece, uint32_t at,
                     Overlap overlap) {
  uint32_t unit = (piece->offset + at) / UNIT, size = piece->size - at;
  bool there = has(d, unit);
  if (there && overlap == OVERLAP_FIRST) return;
  memcpy(d->bytes + piece->offset + at, piece->bytes + at,
         size < UNIT ? size : UNIT);
  d->there[unit / 64] |= UINT64_C(1) << unit % 64;
  d->units += !there;
}

const char *datagram_put(Datagram *d, const Piece *piece, Overlap overlap) {
  uint32_t end = piece->offset + piece->size, common = 0;
  if (piece->more ? d->total > 0 && end > d->total
                  : d->reach > end || (d->total > 0 && d->total != end))
    return "its fragments disagree on its end";
  for (uint32_t at = piece->offset; at < end; at += UNIT)
    common += has(d, at / UNIT);
  if (common > 0 && overlap == OVERLAP_NONE)
    return repeats(d, piece, common) ? NULL : "its fragments overlap";
  for (uint32_t at = 0; at < piece->size; at += UNIT)
    put_unit(d, piece, at, overlap);
  if (!piece->more) d->total = end;
  if (end > d->reach) d->reach = end;
  d->count++;
  return NULL;
}
