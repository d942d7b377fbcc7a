/*
** gzip.c - gzip, read and written (RFC 1952; zlib)
*/
#include "codec.h"
#include "compressor.h"

#ifdef HAVE_ZLIB

#include <zlib.h>

#include "sizedmalloc.h"

#define GZIP (15 + 16)  /* a window of 32 KiB, the largest, in gzip's form */
#define MEMORY 8        /* zlib's own default */
#define ROOM ((size_t)16384)

/* What zlib asks for. */
static void *take(void *memory, unsigned count, unsigned size) {
  return sized_array(memory, count, size);
}

static z_stream *make_stream(Allocator *memory) {
  z_stream *z = sized_malloc(memory, sizeof *z);
  if (z == NULL) return NULL;
  *z = (z_stream){.zalloc = take, .zfree = sized_free, .opaque = memory};
  return z;
}

/* --- reading --- */

static void *open_reader(Allocator *memory) {
  z_stream *z = make_stream(memory);
  if (z == NULL || inflateInit2(z, GZIP) == Z_OK) return z;
  sized_free(memory, z);
  return NULL;
}

static void close_reader(void *state) {
  z_stream *z = state;
  inflateEnd(z);
  sized_free(z->opaque, z);
}

static CodecStatus step(void *state, CodecStream *stream) {
  z_stream *z = state;
  z->next_in = (z_const Bytef *)(uintptr_t)stream->in;
  z->avail_in = (uInt)(stream->inend - stream->in);
  z->next_out = stream->out;
  z->avail_out = (uInt)(stream->outend - stream->out);
  int status = inflate(z, Z_NO_FLUSH);
  stream->in = z->next_in;
  stream->out = z->next_out;
  if (status == Z_STREAM_END && inflateReset(z) == Z_OK) return CODEC_MEMBER;
  if (status == Z_OK || status == Z_BUF_ERROR) return CODEC_MORE;
  stream->problem = z->msg != NULL ? z->msg : zError(status);
  return CODEC_DAMAGED;
}

const Codec codec_gzip = {"gzip", "zlib", open_reader, step, close_reader};

/* --- writing --- */

static void *open_writer(Allocator *memory) {
  z_stream *z = make_stream(memory);
  if (z == NULL || deflateInit2(z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP,
                                MEMORY, Z_DEFAULT_STRATEGY) == Z_OK)
    return z;
  sized_free(memory, z);
  return NULL;
}

static void close_writer(void *state) {
  z_stream *z = state;
  deflateEnd(z);
  sized_free(z->opaque, z);
}

static bool run(void *state, const uint8_t *bytes, size_t size,
                CompressMode how, Buffer *out) {
  static const int flushes[] = {Z_NO_FLUSH, Z_SYNC_FLUSH, Z_FINISH};
  z_stream *z = state;
  z->next_in = (z_const Bytef *)(uintptr_t)bytes;
  z->avail_in = (uInt)size;
  do {
    z->next_out = buffer_room(out, ROOM);
    if (z->next_out == NULL) return false;
    z->avail_out = (uInt)ROOM;
    deflate(z, flushes[how]);
    out->size += ROOM - z->avail_out;
  } while (z->avail_out == 0 || z->avail_in > 0);
  return true;
}

const Compressor compressor_gzip = {"gzip", ".gz", "zlib", open_writer, run,
                          close_writer};

#else

const Codec codec_gzip = {"gzip", "zlib", NULL, NULL, NULL};
const Compressor compressor_gzip = {"gzip", ".gz", "zlib", NULL, NULL, NULL};

#endif
