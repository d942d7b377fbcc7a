/*
** digest.h - MD5 (RFC 1321) and SHA-256 (FIPS 180-4), for fingerprints
**
** Not for secrets: MD5 is broken.
*/
#ifndef PYCAP_DIGEST_H
#define PYCAP_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#define DIGEST_MAX 32    /* bytes of the longest digest */
#define DIGEST_BLOCK 64

typedef enum DigestKind { DIGEST_MD5, DIGEST_SHA256 } DigestKind;

typedef struct Digest {
  DigestKind kind;
  uint32_t state[8];
  uint64_t size;                /* bytes taken so far */
  uint8_t block[DIGEST_BLOCK];  /* those of a block that is not whole */
} Digest;

void digest_begin(Digest *digest, DigestKind kind);
void digest_add(Digest *digest, const void *bytes, size_t size);

/* Ends it. Returns how many bytes the digest has: 16 or 32. */
size_t digest_end(Digest *digest, uint8_t out[DIGEST_MAX]);

#endif
