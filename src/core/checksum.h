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
  SUM_UNKNOWN,  /* there is no checksum; or not all bytes that it covers are
                   there: the packet is cut off, is a fragment, or has a length
                   that goes beyond its end */
  SUM_GOOD,
  SUM_BAD,
  SUM_UNSET     /* it is optional, and 0: none was computed */
} Verdict;

/*
** The checksum that a header has, since some have one only under a condition;
** NULL: none. *field becomes the index of its field.
*/
const Checksum *checksum_find(const Known *known, const uint8_t *header,
                              uint32_t length, int *field);

/* Whether the checksum of a layer is right. */
Verdict checksum_judge(const Protocols *all, const Decoded *packet,
                       unsigned layer);

/*
** Reads the checksum field of a layer into *checksum (CRC32c: in this machine's
** order), and sums up into *sum the bytes that it covers, as far as they are
** there, with zeros in place of itself. False: the layer has no checksum, or
** the addresses for its pseudo header are not known.
*/
bool checksum_read(const Protocols *all, const Decoded *packet, unsigned layer,
                   uint32_t *checksum, uint32_t *sum);

/* The checksum for a sum; never 0 where that means that none was computed. */
uint32_t checksum_of(const Checksum *checksum, uint32_t sum);

/* Writes the checksum field of a layer. */
void checksum_write(const Protocols *all, uint8_t *bytes, const Layer *layer,
                    uint32_t checksum);

/*
** Finds the byte where a packet ends as a layer says it, by the field that
** `extent` names or by an IEEE 802.3 length. False: the layer does not say it.
*/
bool layer_counts(const Known *known, const uint8_t *header,
                  const Layer *layer, uint64_t *end);

#endif
