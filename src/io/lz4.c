/*
** lz4.c - lz4, read and written (its frame format; liblz4)
*/
#include "codec.h"
#include "compressor.h"

#ifdef HAVE_LIBLZ4

#define LZ4F_STATIC_LINKING_ONLY  /* for memory of ours */
#include <lz4.h>
#include <lz4frame.h>

#include "sizedmalloc.h"

#define PART ((size_t)65536)  /* bytes that go in at once */

/* --- reading --- */

static void *open_reader(Allocator *memory) {
#if LZ4_VERSION_NUMBER >= 10904  /* as of then */
  const LZ4F_CustomMem own = {sized_malloc, NULL, sized_free, memory};
  return LZ4F_createDecompressionContext_advanced(own, LZ4F_VERSION);
#else
  LZ4F_dctx *context = NULL;
  size_t status = LZ4F_createDecompressionContext(&context, LZ4F_VERSION);
  (void)memory;
  return LZ4F_isError(status) ? NULL : context;
#endif
}

static void close_reader(void *state) { LZ4F_freeDecompressionContext(state); }

static CodecStatus step(void *state, CodecStream *stream) {
  size_t in = (size_t)(stream->inend - stream->in);
  size_t out = (size_t)(stream->outend - stream->out);
  size_t left =
      LZ4F_decompress(state, stream->out, &out, stream->in, &in, NULL);
  if (LZ4F_isError(left)) {
    stream->problem = LZ4F_getErrorName(left);
    return CODEC_DAMAGED;
  }
  stream->in += in;
  stream->out += out;
  return left == 0 ? CODEC_MEMBER : CODEC_MORE;
}

const Codec codec_lz4 = {"lz4", "liblz4", open_reader, step, close_reader};

/* --- writing --- */

typedef struct Lz4 {
  LZ4F_cctx *context;
  Allocator *memory;
  bool begun;
} Lz4;

static const LZ4F_preferences_t preferences = {
  .frameInfo = {.contentChecksumFlag = LZ4F_contentChecksumEnabled}
};

static LZ4F_cctx *new_context(Allocator *memory) {
#if LZ4_VERSION_NUMBER >= 10904  /* as of then */
  const LZ4F_CustomMem own = {sized_malloc, NULL, sized_free, memory};
  return LZ4F_createCompressionContext_advanced(own, LZ4F_VERSION);
#else
  LZ4F_cctx *context = NULL;
  size_t status = LZ4F_createCompressionContext(&context, LZ4F_VERSION);
  (void)memory;
  return LZ4F_isError(status) ? NULL : context;
#endif
}

static void *open_writer(Allocator *memory) {
  Lz4 *lz4 = sized_malloc(memory, sizeof *lz4);
  if (lz4 == NULL) return NULL;
  *lz4 = (Lz4){new_context(memory), memory, false};
  if (lz4->context != NULL) return lz4;
  sized_free(memory, lz4);
  return NULL;
}

static void close_writer(void *state) {
  Lz4 *lz4 = state;
  LZ4F_freeCompressionContext(lz4->context);
  sized_free(lz4->memory, lz4);
}

/* Takes what a function has put into the room; false: it failed. */
static bool take_output(Buffer *out, size_t n) {
  if (LZ4F_isError(n)) return false;
  out->size += n;
  return true;
}

static bool run(void *state, const uint8_t *bytes, size_t size,
                CompressMode how, Buffer *out) {
  Lz4 *lz4 = state;
  size_t room = LZ4F_compressBound(PART, &preferences);
  if (buffer_room(out, room) == NULL) return false;
  if (!lz4->begun &&
      !take_output(out, LZ4F_compressBegin(lz4->context, out->bytes + out->size,
                                           room, &preferences)))
    return false;
  lz4->begun = true;
  while (size > 0) {
    size_t part = size < PART ? size : PART;
    uint8_t *at = buffer_room(out, room);
    if (at == NULL ||
        !take_output(out, LZ4F_compressUpdate(lz4->context, at, room, bytes,
                                              part, NULL)))
      return false;
    bytes += part;
    size -= part;
  }
  if (how == COMPRESS_MORE) return true;
  uint8_t *at = buffer_room(out, room);
  if (at == NULL) return false;
  if (how == COMPRESS_FLUSH)
    return take_output(out, LZ4F_flush(lz4->context, at, room, NULL));
  lz4->begun = false;
  return take_output(out, LZ4F_compressEnd(lz4->context, at, room, NULL));
}

const Compressor compressor_lz4 = {"lz4", ".lz4", "liblz4", open_writer, run,
                         close_writer};

#else

const Codec codec_lz4 = {"lz4", "liblz4", NULL, NULL, NULL};
const Compressor compressor_lz4 = {"lz4", ".lz4", "liblz4", NULL, NULL, NULL};

#endif
