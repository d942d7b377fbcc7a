/*
** hash.h - a hash keyed by a secret: SipHash-1-3 (Aumasson and Bernstein, 2012)
**
** Nobody who does not know the secret can send keys that all fall into one
** place.
*/
#ifndef PYCAP_HASH_H
#define PYCAP_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t rotate(uint64_t n, unsigned bits) {
  return n << bits | n >> (64 - bits);
}

static inline void sip_round(uint64_t v[4]) {
  v[0] += v[1];
  v[2] += v[3];
  v[1] = rotate(v[1], 13) ^ v[0];
  v[3] = rotate(v[3], 16) ^ v[2];
  v[0] = rotate(v[0], 32);
  v[2] += v[1];
  v[0] += v[3];
  v[1] = rotate(v[1], 17) ^ v[2];
  v[3] = rotate(v[3], 21) ^ v[0];
  v[2] = rotate(v[2], 32);
}

static inline void sip_word(uint64_t v[4], uint64_t word) {
  v[3] ^= word;
  sip_round(v);
  v[0] ^= word;
}

/* Of bytes that come from the wire; `secret` are random ones. */
static inline uint32_t hash_bytes(const uint64_t secret[2], const uint8_t *key,
                                  size_t size) {
  uint64_t v[4] = {
    secret[0] ^ UINT64_C(0x736f6d6570736575),
    secret[1] ^ UINT64_C(0x646f72616e646f6d),
    secret[0] ^ UINT64_C(0x6c7967656e657261),
    secret[1] ^ UINT64_C(0x7465646279746573)
  };
  uint64_t word, last = (uint64_t)size << 56;
  size_t left = size;
  for (; left >= 8; left -= 8, key += 8) {
    memcpy(&word, key, 8);
    sip_word(v, word);
  }
  for (size_t i = 0; i < left; i++) last |= (uint64_t)key[i] << 8 * i;
  sip_word(v, last);
  v[2] ^= 255;
  for (int i = 0; i < 3; i++) sip_round(v);
  word = v[0] ^ v[1] ^ v[2] ^ v[3];
  return (uint32_t)(word ^ word >> 32);
}

#endif
