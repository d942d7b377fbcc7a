/*
** gzip.c - decompressing gzip (RFC 1952; zlib)
*/
#include "codec.h"

#ifdef HAVE_ZLIB

#include <limits.h>
#include <zlib.h>

#include "lent.h"

#define GZIP (15 + 16)  /* a window of any size, in the form of gzip */

/* What zlib asks for. */
static void *take(void *memory, unsigned count, unsigned size) {
  return lent_some(memory, count, size);
}

static void *gzip_open(Allocator *memory) {
  z_stream *z = lent_take(memory, sizeof *z);
  if (z == NULL) return NULL;
  *z = (z_stream){.zalloc = take, .zfree = lent_give, .opaque = memory};
  if (inflateInit2(z, GZIP) == Z_OK) return z;
  lent_give(memory, z);
  return NULL;
}

static void gzip_close(void *state) {
  z_stream *z = state;
  inflateEnd(z);
  lent_give(z->opaque, z);
}

static Step gzip_step(void *state, Flow *flow) {
  z_stream *z = state;
  z->next_in = (z_const Bytef *)(uintptr_t)flow->in;
  z->avail_in = (uInt)(flow->inend - flow->in);
  z->next_out = flow->out;
  z->avail_out = (uInt)(flow->outend - flow->out);
  int status = inflate(z, Z_NO_FLUSH);
  flow->in = z->next_in;
  flow->out = z->next_out;
  if (status == Z_STREAM_END && inflateReset(z) == Z_OK) return STEP_MEMBER;
  if (status == Z_OK || status == Z_BUF_ERROR) return STEP_ON;
  flow->problem = z->msg != NULL ? z->msg : zError(status);
  return STEP_WRONG;
}

const Codec codec_gzip = {"gzip", "zlib", gzip_open, gzip_step, gzip_close};

#else

const Codec codec_gzip = {"gzip", "zlib", NULL, NULL, NULL};

#endif
