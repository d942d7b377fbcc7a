/*
** checksum.h - sums: Internet checksum (RFC 1071), CRC32c (RFC 9260), and
** whether those in a packet are right
**
** Sums of the Internet checksum are partial: 16 bits, not yet inverted. What is
** summed begins at an even byte of what is covered.
*/
#ifndef PYCAP_CHECKSUM_H
#define PYCAP_CHECKSUM_H

#include "packet.h"

/* The sum of two sums. */
static inline uint16_t sum_join(uint16_t a, uint16_t b) {
  uint32_t sum = (uint32_t)a + b;
  return (uint16_t)(sum + (sum >> 16));
}

/* The sum of bytes; one of odd number counts as if a zero followed. */
uint16_t sum_bytes(const uint8_t *bytes, size_t size);

/*
** The checksum that belongs to `to`, if `checksum` belonged to `from`; one that
** was wrong stays wrong by the same amount (RFC 1624, equation 3).
*/
uint16_t sum_move(uint16_t checksum, uint16_t from, uint16_t to);

/*
** CRC32c of bytes (RFC 9260, appendix A); begin with 0, or go on with what it
** gave for the bytes before.
*/
uint32_t crc32c(uint32_t crc, const uint8_t *bytes, size_t size);

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
