/*
** mix.c - bytes of keys mixed
**
** Words of 8 bytes, of a short key one of 4, are mixed from the first to the
** last, each with the one before it. The last word ends where the key does and
** has bytes of the one before. Keys below 4 bytes stay: they are few.
*/
#include "mix.h"

#include <string.h>

/* Odd numbers, and those that undo a multiplication by them. */
#define M64 UINT64_C(0x9fb21c651e98df25)
#define U64 UINT64_C(0x02ab9c720d1024ad)
#define M32 UINT32_C(0x9e3779b1)
#define U32 UINT32_C(0x0e8b2f51)

/* Of numbers whose lowest byte is first, to and from this machine's. */
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define LITTLE64(x) __builtin_bswap64(x)
#define LITTLE32(x) __builtin_bswap32(x)
#else
#define LITTLE64(x) (x)
#define LITTLE32(x) (x)
#endif

static uint64_t load64(const uint8_t *p) {
  uint64_t x;
  memcpy(&x, p, sizeof x);
  return LITTLE64(x);
}

static void store64(uint8_t *p, uint64_t x) {
  x = LITTLE64(x);
  memcpy(p, &x, sizeof x);
}

static uint32_t load32(const uint8_t *p) {
  uint32_t x;
  memcpy(&x, p, sizeof x);
  return LITTLE32(x);
}

static void store32(uint8_t *p, uint32_t x) {
  x = LITTLE32(x);
  memcpy(p, &x, sizeof x);
}

static uint64_t mix64(uint64_t x) {
  x = (x ^ x >> 32) * M64;
  x = (x ^ x >> 29) * M64;
  return x ^ x >> 32;
}

static uint64_t unmix64(uint64_t x) {
  x = (x ^ x >> 32) * U64;
  x = (x ^ x >> 29 ^ x >> 58) * U64;
  return x ^ x >> 32;
}

static uint32_t mix32(uint32_t x) {
  x = (x ^ x >> 16) * M32;
  x = (x ^ x >> 15) * M32;
  return x ^ x >> 16;
}

static uint32_t unmix32(uint32_t x) {
  x = (x ^ x >> 16) * U32;
  x = (x ^ x >> 15 ^ x >> 30) * U32;
  return x ^ x >> 16;
}

void key_mix(uint8_t *key, size_t size) {
  uint64_t before = 0;
  if (size < 4) return;
  if (size < 8) {
    store32(key, mix32(load32(key)));
    if (size > 4) store32(key + size - 4, mix32(load32(key + size - 4)));
    return;
  }
  for (size_t i = 0; i + 8 <= size; i += 8) {
    before = mix64(load64(key + i) ^ before);
    store64(key + i, before);
  }
  if (size % 8 > 0) store64(key + size - 8, mix64(load64(key + size - 8)));
}

void key_unmix(uint8_t *key, size_t size) {
  if (size < 4) return;
  if (size < 8) {
    if (size > 4) store32(key + size - 4, unmix32(load32(key + size - 4)));
    store32(key, unmix32(load32(key)));
    return;
  }
  if (size % 8 > 0) store64(key + size - 8, unmix64(load64(key + size - 8)));
  for (size_t i = size / 8 * 8; i > 0; i -= 8) {
    uint64_t before = i > 8 ? load64(key + i - 16) : 0;
    store64(key + i - 8, unmix64(load64(key + i - 8)) ^ before);
  }
}
