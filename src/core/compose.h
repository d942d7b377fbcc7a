/*
** compose.h - packets from headers
*/
#ifndef PYCAP_COMPOSE_H
#define PYCAP_COMPOSE_H

#include "checksum.h"

#define PREFIX_FIELD FIELDS_MAX  /* of a part: the prefix before it */

/*
** A header to compose. Of a captured one part_origin says what it was among:
** without that, its lengths and checksum are left as they are.
*/
typedef struct Part {
  const uint8_t *base;  /* the header as it was, or at its defaults */
  uint32_t length;      /* its bytes */
  uint16_t protocol;
  uint16_t flags;       /* LAYER_... */
  uint64_t set;         /* BIT(field): set by the caller, to what base has */
  const Value *values;  /* by field: those that the caller set, all of them;
                           NULL: none but those */
  uint32_t offset;      /* out: where it stands in the composed packet */
  uint32_t written;     /* out: its bytes there */
  bool captured;        /* the origin is known: */
  bool framed;          /* and a prefix stood before it: */
  uint32_t prefix;      /* what that said, */
  uint32_t framing;     /* and what it would have counted, */
  bool summed;          /* and with it checksum and sum, */
  uint32_t carried;     /* the bytes from it to the payload's end, */
  uint32_t checksum;    /* what its checksum field held, */
  uint32_t sum;         /* and the sum of what that covered (checksum.h) */
} Part;

/*
** Fills in where a captured header comes from: a layer of a frame whose payload
** ends at `end`.
*/
void part_origin(const Protocols *all, const Decoded *from,
                 uint32_t end, unsigned layer, Part *part);

/*
** Composes headers and payload into `out`; the last `trailing` bytes of the
** payload are the trailer. What the caller set stands as set. What was left
** unset follows: of headers made by hand links, lengths and checksums are as
** they should be; of captured ones lengths move by the difference in what they
** count, checksums by that in what they cover (RFC 1624; a CRC32c by the xor of
** the two), so that what was wrong stays wrong by as much; an optional checksum
** of 0 and an open length of 0 stay. Returns the bytes written, or -1 with the
** part and field that contradicts, does not fit or does not hold the number
** (part `count`: the payload does not fit; field PREFIX_FIELD: so many bytes
** its prefix does not hold).
*/
int64_t packet_compose(const Protocols *all, Part *parts, unsigned count,
                       const uint8_t *payload, size_t size, size_t trailing,
                       uint8_t *out, size_t room, unsigned *part,
                       unsigned *field);

/* Enough room for packet_compose, whatever the parts hold. */
size_t packet_room(const Protocols *all, const Part *parts, unsigned count,
                   size_t size);

#endif
