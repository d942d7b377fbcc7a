/*
** sum.h - sums of bytes: Internet checksum (RFC 1071), CRC32c (RFC 9260)
**
** Sums of the Internet checksum are partial: 16 bits, not yet inverted. The
** first byte summed has to be an even one of the bytes that the checksum
** covers.
*/
#ifndef PYCAP_SUM_H
#define PYCAP_SUM_H

#include <stddef.h>
#include <stdint.h>

/* Folds a wider sum into 16 bits. */
uint16_t sum_fold(uint64_t sum);

/* The sum of two sums. */
static inline uint16_t sum_join(uint16_t a, uint16_t b) {
  uint32_t sum = (uint32_t)a + b;
  return (uint16_t)(sum + (sum >> 16));
}

/* The sum of bytes; an odd number of them counts as if a zero followed. */
uint16_t sum_bytes(const uint8_t *bytes, size_t size);

/*
** The same in the way of Cisco's CDP: a last odd byte is the low byte of its
** word, and is added as a signed number.
*/
uint16_t sum_cisco(const uint8_t *bytes, size_t size);

/*
** The checksum of bytes whose sum changed from `from` to `to`, where it was
** `checksum` before. One that was wrong stays wrong by the same amount (RFC
** 1624, equation 3).
*/
uint16_t sum_move(uint16_t checksum, uint16_t from, uint16_t to);

/*
** CRC32c of bytes (RFC 9260, appendix A). `crc` is 0 at first; to continue, it
** is the result for the bytes before.
*/
uint32_t crc32c(uint32_t crc, const uint8_t *bytes, size_t size);

#endif
