/*
** codec.h - what decompresses: gzip, zstd, lz4 and xz, each where its library
** was there when this was built
*/
#ifndef PYCAP_CODEC_H
#define PYCAP_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../core/allocator.h"

/* What is compressed, and where it is to go. A step moves both. */
typedef struct Flow {
  const uint8_t *in, *inend;
  uint8_t *out, *outend;
  const char *problem;  /* of STEP_WRONG: why, a constant text */
} Flow;

typedef enum Step {
  STEP_ON,      /* it took or gave something; more may follow */
  STEP_MEMBER,  /* the end of a member (a frame, a stream); one may follow */
  STEP_WRONG    /* it is damaged */
} Step;

typedef struct Codec {
  const char *name;
  const char *library;                   /* what it is built with */
  /* Memory of `memory`, which is kept. NULL: there is none; itself NULL: this
  ** was built without the library. */
  void *(*open)(Allocator *memory);
  Step (*step)(void *state, Flow *flow);
  void (*close)(void *state);
} Codec;

extern const Codec codec_gzip, codec_zstd, codec_lz4, codec_xz;

/* All of them, NULL at the end. */
extern const Codec *const codecs[];

/* The one that begins with these four bytes; NULL: none. */
const Codec *codec_find(const uint8_t magic[4]);

#endif
