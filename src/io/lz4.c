/*
** lz4.c - decompressing lz4 (its frame format; liblz4)
*/
#include "codec.h"

#ifdef HAVE_LIBLZ4

#define LZ4F_STATIC_LINKING_ONLY  /* for memory of ours */
#include <lz4.h>
#include <lz4frame.h>

#include "lent.h"

static void *lz4_open(Allocator *memory) {
#if LZ4_VERSION_NUMBER >= 10904  /* as of then */
  const LZ4F_CustomMem own = {lent_take, NULL, lent_give, memory};
  return LZ4F_createDecompressionContext_advanced(own, LZ4F_VERSION);
#else
  LZ4F_dctx *context = NULL;
  size_t status = LZ4F_createDecompressionContext(&context, LZ4F_VERSION);
  (void)memory;
  return LZ4F_isError(status) ? NULL : context;
#endif
}

static void lz4_close(void *state) { LZ4F_freeDecompressionContext(state); }

static Step lz4_step(void *state, Flow *flow) {
  size_t in = (size_t)(flow->inend - flow->in);
  size_t out = (size_t)(flow->outend - flow->out);
  size_t left = LZ4F_decompress(state, flow->out, &out, flow->in, &in, NULL);
  if (LZ4F_isError(left)) {
    flow->problem = LZ4F_getErrorName(left);
    return STEP_WRONG;
  }
  flow->in += in;
  flow->out += out;
  return left == 0 ? STEP_MEMBER : STEP_ON;
}

const Codec codec_lz4 = {"lz4", "liblz4", lz4_open, lz4_step, lz4_close};

#else

const Codec codec_lz4 = {"lz4", "liblz4", NULL, NULL, NULL};

#endif
