/*
** pressxz.c - compressing to xz (liblzma)
*/
#include "press.h"

#ifdef HAVE_LIBLZMA

#include <lzma.h>
#include <stdlib.h>

#define ROOM ((size_t)16384)

static void *xz_open(void) {
  lzma_stream *z = calloc(1, sizeof *z);
  if (z == NULL || lzma_easy_encoder(z, LZMA_PRESET_DEFAULT,
                                     LZMA_CHECK_CRC64) == LZMA_OK)
    return z;
  free(z);
  return NULL;
}

static void xz_close(void *state) {
  lzma_end(state);
  free(state);
}

static bool xz_run(void *state, const uint8_t *bytes, size_t size,
                   PressHow how, Buffer *out) {
  static const lzma_action actions[] = {LZMA_RUN, LZMA_SYNC_FLUSH, LZMA_FINISH};
  lzma_stream *z = state;
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
