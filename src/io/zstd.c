/*
** zstd.c - decompressing zstd (RFC 8878; libzstd)
*/
#include "codec.h"

#ifdef HAVE_LIBZSTD

#define ZSTD_STATIC_LINKING_ONLY  /* for memory of ours */
#include <zstd.h>

#include "lent.h"

static void *zstd_open(Allocator *memory) {
  const ZSTD_customMem own = {lent_take, lent_give, memory};
  return ZSTD_createDCtx_advanced(own);
}

static void zstd_close(void *state) { ZSTD_freeDCtx(state); }

static Step zstd_step(void *state, Flow *flow) {
  ZSTD_inBuffer in = {flow->in, (size_t)(flow->inend - flow->in), 0};
  ZSTD_outBuffer out = {flow->out, (size_t)(flow->outend - flow->out), 0};
  size_t left = ZSTD_decompressStream(state, &out, &in);
  flow->in += in.pos;
  flow->out += out.pos;
  if (!ZSTD_isError(left)) return left == 0 ? STEP_MEMBER : STEP_ON;
  flow->problem = ZSTD_getErrorName(left);
  return STEP_WRONG;
}

const Codec codec_zstd = {"zstd", "libzstd", zstd_open, zstd_step, zstd_close};

#else

const Codec codec_zstd = {"zstd", "libzstd", NULL, NULL, NULL};

#endif
