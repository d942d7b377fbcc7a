/*
** xz.c - xz, read and written (liblzma)
*/
#include "codec.h"
#include "press.h"

#ifdef HAVE_LIBLZMA

#include <lzma.h>

#include "lent.h"

#define MEMORY (UINT64_C(512) << 20)  /* 65 MiB are what `xz -9` needs */
#define ROOM ((size_t)16384)

typedef struct Xz {
  lzma_stream z;
  lzma_allocator allocator;
} Xz;

static Xz *make_stream(Allocator *memory) {
  static const lzma_stream fresh = LZMA_STREAM_INIT;
  Xz *xz = lent_take(memory, sizeof *xz);
  if (xz == NULL) return NULL;
  xz->z = fresh;
  xz->allocator = (lzma_allocator){lent_some, lent_give, memory};
  xz->z.allocator = &xz->allocator;
  return xz;
}

static void close_stream(void *state) {
  Xz *xz = state;
  lzma_end(&xz->z);
  lent_give(xz->allocator.opaque, xz);
}

/* --- reading --- */

static void *open_reader(Allocator *memory) {
  Xz *xz = make_stream(memory);
  if (xz == NULL || lzma_stream_decoder(&xz->z, MEMORY, 0) == LZMA_OK)
    return xz;
  lent_give(memory, xz);
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

static Step step(void *state, Flow *flow) {
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

const Codec codec_xz = {"xz", "liblzma", open_reader, step, close_stream};

/* --- writing --- */

static void *open_writer(Allocator *memory) {
  Xz *xz = make_stream(memory);
  if (xz == NULL || lzma_easy_encoder(&xz->z, LZMA_PRESET_DEFAULT,
                                      LZMA_CHECK_CRC64) == LZMA_OK)
    return xz;
  lent_give(memory, xz);
  return NULL;
}

static bool run(void *state, const uint8_t *bytes, size_t size, PressHow how,
                Buffer *out) {
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
    if (how == PRESS_ON && z->avail_in == 0 && z->avail_out > 0) return true;
  }
}

const Press press_xz = {"xz", ".xz", "liblzma", open_writer, run,
                        close_stream};

#else

const Codec codec_xz = {"xz", "liblzma", NULL, NULL, NULL};
const Press press_xz = {"xz", ".xz", "liblzma", NULL, NULL, NULL};

#endif
