/*
** checksum.h - the checksums in a packet, and whether they are right
*/
#ifndef PYCAP_CHECKSUM_H
#define PYCAP_CHECKSUM_H

#include "packet.h"

/* A frame and the headers in it. */
typedef struct Decoded {
  const uint8_t *bytes;
  uint32_t size;        /* bytes there */
  uint32_t length;      /* bytes on the wire */
  const Layer *layers;
  unsigned count;
} Decoded;

typedef enum Verdict {
  SUM_UNKNOWN,  /* there is none, or not all that it covers: cut off, a
                   fragment, a length that reaches beyond the end */
  SUM_GOOD,
  SUM_BAD,
  SUM_UNSET     /* it is optional, and 0 */
} Verdict;

/*
** The checksum that a header has, by what its fields say; NULL: none. *field is
** the index of its field.
*/
const Checksum *checksum_find(const Known *known, const uint8_t *header,
                              uint32_t length, int *field);

/* Whether the checksum of a layer is right. */
Verdict checksum_judge(const Protocols *all, const Decoded *packet,
                       unsigned layer);

/*
** What the checksum field of a layer holds (CRC32c: as the number that it is),
** and in *sum the sum of what it covers, itself taken for zeros: as far as that
** is there. False: the layer has none, or its pseudo header cannot be told.
*/
bool checksum_read(const Protocols *all, const Decoded *packet, unsigned layer,
                   uint32_t *checksum, uint32_t *sum);

/* The checksum that belongs to a sum; never the 0 that says "unset". */
uint32_t checksum_of(const Checksum *checksum, uint32_t sum);

/* Writes what checksum_read reads. */
void checksum_write(const Protocols *all, uint8_t *bytes, const Layer *layer,
                    uint32_t checksum);

/*
** Where what the field `extent` counts ends, as a layer says that has one, or
** an IEEE 802.3 length. False: it says nothing.
*/
bool layer_counts(const Known *known, const uint8_t *header,
                  const Layer *layer, uint64_t *end);

#endif
