/*
** pressxz.c - compressing to xz (liblzma)
*/
#include "press.h"

#ifdef HAVE_LIBLZMA

#include <lzma.h>

#include "lent.h"

#define ROOM ((size_t)16384)

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
  if (xz == NULL || lzma_easy_encoder(&xz->z, LZMA_PRESET_DEFAULT,
                                      LZMA_CHECK_CRC64) == LZMA_OK)
    return xz;
  lent_give(memory, xz);
  return NULL;
}

static void xz_close(void *state) {
  Xz *xz = state;
  lzma_end(&xz->z);
  lent_give(xz->allocator.opaque, xz);
}

static bool xz_run(void *state, const uint8_t *bytes, size_t size,
                   PressHow how, Buffer *out) {
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

const Press press_xz = {"xz", ".xz", "liblzma", xz_open, xz_run, xz_close};

#else

const Press press_xz = {"xz", ".xz", "liblzma", NULL, NULL, NULL};

#endif
