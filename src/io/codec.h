/*
** codec.h - decompression of gzip, zstd, lz4 and xz, each where its library was
** there when this was built
*/
#ifndef PYCAP_CODEC_H
#define PYCAP_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../core/allocator.h"

/* Compressed bytes, and room for the decompressed ones. A step moves both. */
typedef struct CodecStream {
  const uint8_t *in, *inend;
  uint8_t *out, *outend;
  const char *problem;  /* of CODEC_DAMAGED: why, a constant text */
} CodecStream;

typedef enum CodecStatus {
  CODEC_MORE,    /* it took or gave bytes; more may follow */
  CODEC_MEMBER,  /* the end of a member (a frame, a stream); one may follow */
  CODEC_DAMAGED  /* the data are damaged */
} CodecStatus;

typedef struct Codec {
  const char *name;
  const char *library;  /* that does it */
  /* Returns a new state; NULL: no memory. `memory` has to outlive it. The
  ** member itself is NULL where this was built without the library. */
  void *(*open)(Allocator *memory);
  CodecStatus (*step)(void *state, CodecStream *stream);
  void (*close)(void *state);
} Codec;

extern const Codec codec_gzip, codec_zstd, codec_lz4, codec_xz;

/* All of them, NULL at the end. */
extern const Codec *const codecs[];

/* The one whose data begin with these four bytes; NULL: none. */
const Codec *codec_find(const uint8_t magic[4]);

#endif
