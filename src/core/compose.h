/*
** compose.h - packets from headers
*/
#ifndef PYCAP_COMPOSE_H
#define PYCAP_COMPOSE_H

#include "checksum.h"

#define PREFIX_FIELD FIELDS_MAX  /* stands for the prefix before a part */

/*
** A header to compose. For a captured one, part_origin fills in what it carried
** when it was captured; without that, its lengths and checksum stay as they
** are.
*/
typedef struct Part {
  const uint8_t *base;  /* the header as it was, or at its defaults */
  uint32_t length;      /* its bytes */
  uint16_t protocol;
  uint16_t flags;       /* LAYER_... */
  uint64_t set;         /* BIT(field): the caller set it to the value in base */
  const Value *values;  /* one for each field: .set, the caller set it; NULL: it
                           set none but those in `set` */
  uint32_t offset;      /* out: where the header stands in the packet */
  uint32_t written;     /* out: its size there, in bytes */
  bool captured;        /* part_origin filled in what follows */
  bool framed;          /* a prefix stood before it: */
  uint32_t prefix;      /* the length in that prefix, */
  uint32_t framing;     /* and the bytes that it should have counted */
  bool summed;          /* `checksum` and `sum` are known */
  uint32_t carried;     /* bytes from the header's end to the payload's end */
  uint32_t checksum;    /* what its checksum field held */
  uint32_t sum;         /* of the bytes that this covered (checksum.h) */
} Part;

/*
** Fills in the origin of a captured header: a layer of a frame whose payload
** ends at byte `end`.
*/
void part_origin(const Protocols *all, const Decoded *from,
                 uint32_t end, unsigned layer, Part *part);

/*
** Composes headers and payload into `out`; the last `trailing` bytes of the
** payload are the trailer. Fields that the caller set stay as set. The other
** links, lengths and checksums are computed:
** - in headers made by hand they become right;
** - in captured headers, a length changes by as much as the bytes that it
**   counts, and a checksum by as much as the sum of those that it covers (RFC
**   1624; for CRC32c the xor of the two), so that a wrong one stays wrong by
**   the same amount. An optional checksum of 0 and an open length of 0 stay.
** Returns the bytes written; or -1 with the part and field that contradicts
** another, does not fit, or cannot hold its number. Part `count`: the payload
** does not fit. Field PREFIX_FIELD: the part's prefix cannot hold the length.
*/
int64_t packet_compose(const Protocols *all, Part *parts, unsigned count,
                       const uint8_t *payload, size_t size, size_t trailing,
                       uint8_t *out, size_t room, unsigned *part,
                       unsigned *field);

/* How many bytes packet_compose may write, whatever the parts hold. */
size_t packet_room(const Protocols *all, const Part *parts, unsigned count,
                   size_t size);

#endif
