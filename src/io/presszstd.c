/*
** presszstd.c - compressing to zstd (RFC 8878; libzstd)
*/
#include "press.h"

#ifdef HAVE_LIBZSTD

#define ZSTD_STATIC_LINKING_ONLY  /* for memory of ours */
#include <zstd.h>

#include "lent.h"

#define ROOM ((size_t)16384)

static void *zstd_open(Allocator *memory) {
  const ZSTD_customMem own = {lent_take, lent_give, memory};
  ZSTD_CCtx *context = ZSTD_createCCtx_advanced(own);
  if (context) ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  return context;
}

static void zstd_close(void *state) { ZSTD_freeCCtx(state); }

static bool zstd_run(void *state, const uint8_t *bytes, size_t size,
                     PressHow how, Buffer *out) {
  static const ZSTD_EndDirective flushes[] = {ZSTD_e_continue, ZSTD_e_flush,
                                              ZSTD_e_end};
  ZSTD_inBuffer in = {bytes, size, 0};
  for (;;) {
    ZSTD_outBuffer to = {buffer_room(out, ROOM), ROOM, 0};
    if (to.dst == NULL) return false;
    size_t left = ZSTD_compressStream2(state, &to, &in, flushes[how]);
    if (ZSTD_isError(left)) return false;  /* of memory: nothing else can be */
    out->size += to.pos;
    if (in.pos == in.size && (how == PRESS_ON || left == 0)) return true;
  }
}

const Press press_zstd = {"zstd", ".zst", "libzstd", zstd_open, zstd_run,
                          zstd_close};

#else

const Press press_zstd = {"zstd", ".zst", "libzstd", NULL, NULL, NULL};

#endif
