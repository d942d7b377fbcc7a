/*
** xz.c - xz, read and written (liblzma)
*/
#include "codec.h"
#include "compressor.h"

#ifdef HAVE_LIBLZMA

#include <lzma.h>

#include "sizedmalloc.h"

#define MEMORY (UINT64_C(512) << 20)  /* 65 MiB are what `xz -9` needs */
#define ROOM ((size_t)16384)

typedef struct Xz {
  lzma_stream z;
  lzma_allocator allocator;
} Xz;

static Xz *make_stream(Allocator *memory) {
  static const lzma_stream fresh = LZMA_STREAM_INIT;
  Xz *xz = sized_malloc(memory, sizeof *xz);
  if (xz == NULL) return NULL;
  xz->z = fresh;
  xz->allocator = (lzma_allocator){sized_array, sized_free, memory};
  xz->z.allocator = &xz->allocator;
  return xz;
}

static void close_stream(void *state) {
  Xz *xz = state;
  lzma_end(&xz->z);
  sized_free(xz->allocator.opaque, xz);
}

/* --- reading --- */

static void *open_reader(Allocator *memory) {
  Xz *xz = make_stream(memory);
  if (xz == NULL || lzma_stream_decoder(&xz->z, MEMORY, 0) == LZMA_OK)
    return xz;
  sized_free(memory, xz);
  return NULL;
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

static CodecStatus step(void *state, CodecStream *stream) {
  lzma_stream *z = &((Xz *)state)->z;
  z->next_in = stream->in;
  z->avail_in = (size_t)(stream->inend - stream->in);
  z->next_out = stream->out;
  z->avail_out = (size_t)(stream->outend - stream->out);
  lzma_ret status = lzma_code(z, LZMA_RUN);
  stream->in = z->next_in;
  stream->out = z->next_out;
  if (status == LZMA_OK || status == LZMA_BUF_ERROR) return CODEC_MORE;
  if (status == LZMA_STREAM_END) {
    status = lzma_stream_decoder(z, MEMORY, 0);
    if (status == LZMA_OK) return CODEC_MEMBER;
  }
  stream->problem = problem(status);
  return CODEC_DAMAGED;
}

const Codec codec_xz = {"xz", "liblzma", open_reader, step, close_stream};

/* --- writing --- */

static void *open_writer(Allocator *memory) {
  Xz *xz = make_stream(memory);
  if (xz == NULL || lzma_easy_encoder(&xz->z, LZMA_PRESET_DEFAULT,
                                      LZMA_CHECK_CRC64) == LZMA_OK)
    return xz;
  sized_free(memory, xz);
  return NULL;
}

static bool run(void *state, const uint8_t *bytes, size_t size,
                CompressMode how, Buffer *out) {
  static const lzma_action actions[] = {LZMA_RUN, LZMA_SYNC_FLUSH, LZMA_FINISH};
  lzma_stream *z = &((Xz *)state)->z;
  z->next_in = bytes;
  z->avail_in = size;
  for (;;) {
    z->next_out = buffer_room(out, ROOM);
    if (z->next_out == NULL) return false;
    z->avail_out = ROOM;
    lzma_ret status = lzma_code(z, actions[how]);
    out->size += ROOM - z->avail_out;
    if (status == LZMA_STREAM_END) return true;
    if (status != LZMA_OK && status != LZMA_BUF_ERROR) return false;
    if (how == COMPRESS_MORE && z->avail_in == 0 && z->avail_out > 0)
      return true;
  }
}

const Compressor compressor_xz = {"xz", ".xz", "liblzma", open_writer, run,
                        close_stream};

#else

const Codec codec_xz = {"xz", "liblzma", NULL, NULL, NULL};
const Compressor compressor_xz = {"xz", ".xz", "liblzma", NULL, NULL, NULL};

#endif
