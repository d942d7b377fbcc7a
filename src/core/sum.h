/*
** sum.h - sums of bytes: Internet checksum (RFC 1071), CRC32c (RFC 9260)
**
** Sums of the Internet checksum are partial: 16 bits, not yet inverted. What is
** summed begins at an even byte of what is covered.
*/
#ifndef PYCAP_SUM_H
#define PYCAP_SUM_H

#include <stddef.h>
#include <stdint.h>

/* A sum of 16 bits from a wider one. */
uint16_t sum_fold(uint64_t sum);

/* The sum of two sums. */
static inline uint16_t sum_join(uint16_t a, uint16_t b) {
  uint32_t sum = (uint32_t)a + b;
  return (uint16_t)(sum + (sum >> 16));
}

/* The sum of bytes; one of odd number counts as if a zero followed. */
uint16_t sum_bytes(const uint8_t *bytes, size_t size);

/*
** The same as Cisco's CDP has it: a last odd byte is the low one of its word,
** and a negative number.
*/
uint16_t sum_cisco(const uint8_t *bytes, size_t size);

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

#endif
