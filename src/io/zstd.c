/*
** zstd.c - zstd, read and written (RFC 8878; libzstd)
*/
#include "codec.h"
#include "compressor.h"

#ifdef HAVE_LIBZSTD

#define ZSTD_STATIC_LINKING_ONLY  /* for memory of ours */
#include <zstd.h>

#include "sizedmalloc.h"

#define ROOM ((size_t)16384)

/* --- reading --- */

static void *open_reader(Allocator *memory) {
  const ZSTD_customMem own = {sized_malloc, sized_free, memory};
  return ZSTD_createDCtx_advanced(own);
}

static void close_reader(void *state) { ZSTD_freeDCtx(state); }

static CodecStatus step(void *state, CodecStream *stream) {
  ZSTD_inBuffer in = {stream->in, (size_t)(stream->inend - stream->in), 0};
  ZSTD_outBuffer out = {stream->out, (size_t)(stream->outend - stream->out), 0};
  size_t left = ZSTD_decompressStream(state, &out, &in);
  stream->in += in.pos;
  stream->out += out.pos;
  if (!ZSTD_isError(left)) return left == 0 ? CODEC_MEMBER : CODEC_MORE;
  stream->problem = ZSTD_getErrorName(left);
  return CODEC_DAMAGED;
}

const Codec codec_zstd = {"zstd", "libzstd", open_reader, step, close_reader};

/* --- writing --- */

static void *open_writer(Allocator *memory) {
  const ZSTD_customMem own = {sized_malloc, sized_free, memory};
  ZSTD_CCtx *context = ZSTD_createCCtx_advanced(own);
  if (context) ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  return context;
}

static void close_writer(void *state) { ZSTD_freeCCtx(state); }

static bool run(void *state, const uint8_t *bytes, size_t size,
                CompressMode how, Buffer *out) {
  static const ZSTD_EndDirective flushes[] = {ZSTD_e_continue, ZSTD_e_flush,
                                              ZSTD_e_end};
  ZSTD_inBuffer in = {bytes, size, 0};
  for (;;) {
    ZSTD_outBuffer to = {buffer_room(out, ROOM), ROOM, 0};
    if (to.dst == NULL) return false;
    size_t left = ZSTD_compressStream2(state, &to, &in, flushes[how]);
    if (ZSTD_isError(left)) return false;  /* of memory: nothing else can be */
    out->size += to.pos;
    if (in.pos == in.size && (how == COMPRESS_MORE || left == 0)) return true;
  }
}

const Compressor compressor_zstd = {"zstd", ".zst", "libzstd", open_writer, run,
                          close_writer};

#else

const Codec codec_zstd = {"zstd", "libzstd", NULL, NULL, NULL};
const Compressor compressor_zstd = {"zstd", ".zst", "libzstd", NULL, NULL,
                                    NULL};

#endif
