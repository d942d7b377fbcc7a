/*
** digest.c - the digests of what comes on standard input
**
** digest SIZE...: for each size, of that many of its first bytes, taken in
** pieces of 1 byte, 2 bytes and so on, prints MD5 and SHA-256.
*/
#include <stdio.h>
#include <stdlib.h>

#include "../../src/core/digest.h"

static void print(DigestKind kind, const uint8_t *bytes, size_t size) {
  Digest d;
  uint8_t out[DIGEST_MAX];
  digest_begin(&d, kind);
  for (size_t part = 1; size > 0; part++) {
    if (part > size) part = size;
    digest_add(&d, bytes, part);
    bytes += part;
    size -= part;
  }
  size_t length = digest_end(&d, out);
  for (size_t i = 0; i < length; i++) printf("%02x", out[i]);
  puts("");
}

int main(int argc, char **argv) {
  static uint8_t bytes[1 << 16];
  size_t there = fread(bytes, 1, sizeof bytes, stdin);
  for (int i = 1; i < argc; i++) {
    size_t size = (size_t)atoi(argv[i]);
    if (size > there) return 1;
    print(DIGEST_MD5, bytes, size);
    print(DIGEST_SHA256, bytes, size);
  }
  return 0;
}
