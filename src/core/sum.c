/*
** sum.c - sums of bytes: Internet checksum (RFC 1071), CRC32c (RFC 9260)
*/
#include "sum.h"

#include <string.h>

uint16_t sum_fold(uint64_t sum) {
  while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
  return (uint16_t)sum;
}

/* Words are added in the machine's order: the sum has its bytes in the same. */
uint16_t sum_bytes(const uint8_t *bytes, size_t size) {
  uint64_t sum = 0, word;
  uint8_t pair[2];
  for (; size >= 8; size -= 8, bytes += 8) {
    memcpy(&word, bytes, 8);
    sum += (word & UINT32_MAX) + (word >> 32);
  }
  word = 0;
  if (size > 0) memcpy(&word, bytes, size);
  uint16_t folded = sum_fold(sum + (word & UINT32_MAX) + (word >> 32));
  memcpy(pair, &folded, 2);
  return (uint16_t)(pair[0] << 8 | pair[1]);
}

/* A negative byte b is 0xff00 + b, less the carry that Cisco leaves out. */
uint16_t sum_cisco(const uint8_t *bytes, size_t size) {
  uint16_t sum = sum_bytes(bytes, size & ~(size_t)1);
  if (size % 2 == 0) return sum;
  uint8_t last = bytes[size - 1];
  return sum_join(sum, (uint16_t)(last < 0x80 ? last : 0xff00 + last - 1));
}

uint16_t sum_move(uint16_t checksum, uint16_t from, uint16_t to) {
  uint16_t kept = sum_join((uint16_t)~checksum, (uint16_t)~from);
  return (uint16_t)~sum_join(kept, to);
}

/* Four bits at a time: of all that is captured, little is SCTP. */
uint32_t crc32c(uint32_t crc, const uint8_t *bytes, size_t size) {
  static const uint32_t table[16] = {
    0x00000000, 0x105ec76f, 0x20bd8ede, 0x30e349b1,
    0x417b1dbc, 0x5125dad3, 0x61c69362, 0x7198540d,
    0x82f63b78, 0x92a8fc17, 0xa24bb5a6, 0xb21572c9,
    0xc38d26c4, 0xd3d3e1ab, 0xe330a81a, 0xf36e6f75
  };
  crc = ~crc;
  for (size_t i = 0; i < size; i++) {
    crc ^= bytes[i];
    crc = crc >> 4 ^ table[crc & 15];
    crc = crc >> 4 ^ table[crc & 15];
  }
  return ~crc;
}
