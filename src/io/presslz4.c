/*
** presslz4.c - compressing to lz4's frames (liblz4)
*/
#include "press.h"

#ifdef HAVE_LIBLZ4

#define LZ4F_STATIC_LINKING_ONLY  /* for memory of ours */
#include <lz4.h>
#include <lz4frame.h>

#include "lent.h"

#define PART ((size_t)65536)  /* bytes that go in at once */

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
  const LZ4F_CustomMem own = {lent_take, NULL, lent_give, memory};
  return LZ4F_createCompressionContext_advanced(own, LZ4F_VERSION);
#else
  LZ4F_cctx *context = NULL;
  size_t status = LZ4F_createCompressionContext(&context, LZ4F_VERSION);
  (void)memory;
  return LZ4F_isError(status) ? NULL : context;
#endif
}

static void *lz4_open(Allocator *memory) {
  Lz4 *lz4 = lent_take(memory, sizeof *lz4);
  if (lz4 == NULL) return NULL;
  *lz4 = (Lz4){new_context(memory), memory, false};
  if (lz4->context != NULL) return lz4;
  lent_give(memory, lz4);
  return NULL;
}

static void lz4_close(void *state) {
  Lz4 *lz4 = state;
  LZ4F_freeCompressionContext(lz4->context);
  lent_give(lz4->memory, lz4);
}

/* Takes what a function has put into the room; false: it failed. */
static bool took(Buffer *out, size_t n) {
  if (LZ4F_isError(n)) return false;
  out->size += n;
  return true;
}

static bool lz4_run(void *state, const uint8_t *bytes, size_t size,
                    PressHow how, Buffer *out) {
  Lz4 *lz4 = state;
  size_t room = LZ4F_compressBound(PART, &preferences);
  if (buffer_room(out, room) == NULL) return false;
  if (!lz4->begun &&
      !took(out, LZ4F_compressBegin(lz4->context, out->bytes + out->size, room,
                                    &preferences)))
    return false;
  lz4->begun = true;
  while (size > 0) {
    size_t part = size < PART ? size : PART;
    uint8_t *at = buffer_room(out, room);
    if (at == NULL ||
        !took(out, LZ4F_compressUpdate(lz4->context, at, room, bytes, part,
                                       NULL)))
      return false;
    bytes += part;
    size -= part;
  }
  if (how == PRESS_ON) return true;
  uint8_t *at = buffer_room(out, room);
  if (at == NULL) return false;
  if (how == PRESS_FLUSH)
    return took(out, LZ4F_flush(lz4->context, at, room, NULL));
  lz4->begun = false;
  return took(out, LZ4F_compressEnd(lz4->context, at, room, NULL));
}

const Press press_lz4 = {"lz4", ".lz4", "liblz4", lz4_open, lz4_run,
                         lz4_close};

#else

const Press press_lz4 = {"lz4", ".lz4", "liblz4", NULL, NULL, NULL};

#endif
