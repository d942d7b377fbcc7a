/*
** compressor.h - compression by gzip, zstd, lz4 and xz, each where its library
** was there when this was built
*/
#ifndef PYCAP_COMPRESSOR_H
#define PYCAP_COMPRESSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

/* How much of the input has to be in the output. */
typedef enum CompressMode {
  COMPRESS_MORE,   /* as much as the library likes: more input follows */
  COMPRESS_FLUSH,  /* all of it, so that a reader can decompress it */
  COMPRESS_END     /* all of it, and the compressed data ends there */
} CompressMode;

typedef struct Compressor {
  const char *name;     /* "gzip" */
  const char *ending;   /* of file names: ".gz" */
  const char *library;  /* that does it */
  /* Returns a new state; NULL: no memory. `memory` has to outlive it. The
  ** member itself is NULL where this was built without the library. */
  void *(*open)(Allocator *memory);
  /* Compresses all of the bytes, and adds to `out`. False: no memory. */
  bool (*run)(void *state, const uint8_t *bytes, size_t size, CompressMode how,
              Buffer *out);
  void (*close)(void *state);
} Compressor;

/* All of them, NULL at the end. */
extern const Compressor *const compressors[];
extern const Compressor compressor_gzip, compressor_zstd, compressor_lz4,
  compressor_xz;

#endif
