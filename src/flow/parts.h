/*
** parts.h - what the headers of a fragment say, and what those of its datagram
** are to say
*/
#ifndef PYCAP_PARTS_H
#define PYCAP_PARTS_H

#include "deliveries.h"

#define DATAGRAM_MAX 65535  /* bytes of one; in IPv6 behind the headers that
                               stand before that of the fragment */
#define DATAGRAM_KEY 44     /* bytes of what its fragments have in common */
/* The fields that make fragments of a protocol. */
typedef struct Splits {
  unsigned protocol;
  unsigned offset, flags, id;
} Splits;

/* The protocols that fragments are of. */
typedef struct Parts {
  Splits splits[2];    /* IPv4, IPv6 */
  unsigned six, vlan;  /* protocols */
} Parts;

/* A part of a datagram. */
typedef struct Piece {
  const uint8_t *bytes;
  uint32_t offset, size;
  uint32_t most;        /* bytes that the datagram may have */
  bool more;            /* others follow it */
  bool six;             /* it is of IPv6 */
} Piece;

#define SPANS_MAX 8  /* headers that say how long the frame is */

/* A header that says how long it and what follows it are. */
typedef struct Span {
  uint32_t at;    /* the two bytes that say so, */
  uint32_t from;  /* what they count from, */
  uint32_t sum;   /* and the header's checksum; 0: it has none */
} Span;

/* The frame of a first fragment, and where its headers lie. */
typedef struct First {
  Delivery *lost;       /* the frame: where the datagram gets never whole, it is
                           handed over itself */
  uint32_t ip;          /* where the header of IP begins, */
  uint32_t head;        /* where those end that the whole datagram has, */
  uint32_t body;        /* and where that of the fragment ends */
  uint32_t more;        /* IPv4: the bit that says that others follow */
  uint32_t link;        /* IPv6: where the number stands of what follows, */
  uint32_t linked;      /* and where it belongs in the whole datagram */
  uint16_t protocol;    /* of the header of IP */
  uint8_t count;        /* headers that say how long the frame is: that of IP
                           and those before it, the innermost first */
  Span spans[SPANS_MAX];
} First;

void parts_init(Parts *parts, const Protocols *all);

/* The layer of the header that makes a decoded frame a fragment: as
** fragments_layer, whose result `layer` is below. */
unsigned parts_layer(const Parts *parts, const Stack *stack);

/*
** The part of a datagram that a fragment is. False: not all of it is there.
*/
bool parts_piece(const Parts *parts, const Stack *stack, unsigned layer,
                 Piece *piece);

/* What the fragments of a datagram have in common. */
void parts_key(const Parts *parts, const Stack *stack, unsigned layer,
               uint8_t key[DATAGRAM_KEY]);

/* Notes where the headers of a first fragment lie; all else is zero. */
void parts_first(const Parts *parts, const Stack *stack, unsigned layer,
                 First *first);

/* Has the headers of a first fragment, copied to `bytes`, say that the frame is
** that of a whole datagram and ends at `size`. */
void first_mend(uint8_t *bytes, const First *first, size_t size);

#endif
