/*
** xz.c - decompressing xz (liblzma)
*/
#include "codec.h"

#ifdef HAVE_LIBLZMA

#include <lzma.h>
#include <stdlib.h>

#define MEMORY (UINT64_C(512) << 20)  /* 65 MiB are what `xz -9` needs */

static const lzma_stream fresh = LZMA_STREAM_INIT;

static void *xz_open(void) {
  lzma_stream *z = malloc(sizeof *z);
  if (z == NULL) return NULL;
  *z = fresh;
  if (lzma_stream_decoder(z, MEMORY, 0) == LZMA_OK) return z;
  free(z);
  return NULL;
}

static void xz_close(void *state) {
  lzma_end(state);
  free(state);
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
  lzma_stream *z = state;
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
