/*
** xz.c - decompressing xz (liblzma)
*/
#include "codec.h"

#ifdef HAVE_LIBLZMA

#include <lzma.h>

#include "lent.h"

#define MEMORY (UINT64_C(512) << 20)  /* 65 MiB are what `xz -9` needs */

typedef struct Xz {
  lzma_stream z;
  lzma_allocator allocator;
} Xz;

static Xz *new_xz(Allocator *memory) {
  static const lzma_stream fresh = LZMA_STREAM_INIT;
  Xz *xz = lent_take(memory, sizeof *xz);
  if (xz == NULL) return NULL;
  xz->z = fresh;
  xz->allocator = (lzma_allocator){lent_some, lent_give, memory};
  xz->z.allocator = &xz->allocator;
  return xz;
}

static void *xz_open(Allocator *memory) {
  Xz *xz = new_xz(memory);
  if (xz == NULL || lzma_stream_decoder(&xz->z, MEMORY, 0) == LZMA_OK)
    return xz;
  lent_give(memory, xz);
  return NULL;
}

static void xz_close(void *state) {
  Xz *xz = state;
  lzma_end(&xz->z);
  lent_give(xz->allocator.opaque, xz);
}

static const char *problem(lzma_ret status) {
  switch (status) {
    case LZMA_FORMAT_ERROR: return "no xz data";
    case LZMA_OPTIONS_ERROR: return "options that liblzma does not support";
    case LZMA_MEM_ERROR: return "not enough memory";
    case LZMA_MEMLIMIT_ERROR: return "it needs more than 512 MiB of memory";
    default: return "corrupt data";
  }
}

static Step xz_step(void *state, Flow *flow) {
  lzma_stream *z = &((Xz *)state)->z;
  z->next_in = flow->in;
  z->avail_in = (size_t)(flow->inend - flow->in);
  z->next_out = flow->out;
  z->avail_out = (size_t)(flow->outend - flow->out);
  lzma_ret status = lzma_code(z, LZMA_RUN);
  flow->in = z->next_in;
  flow->out = z->next_out;
  if (status == LZMA_OK || status == LZMA_BUF_ERROR) return STEP_ON;
  if (status == LZMA_STREAM_END) {
    status = lzma_stream_decoder(z, MEMORY, 0);
    if (status == LZMA_OK) return STEP_MEMBER;
  }
  flow->problem = problem(status);
  return STEP_WRONG;
}

const Codec codec_xz = {"xz", "liblzma", xz_open, xz_step, xz_close};

#else

const Codec codec_xz = {"xz", "liblzma", NULL, NULL, NULL};

#endif
