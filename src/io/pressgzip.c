/*
** pressgzip.c - compressing to gzip (RFC 1952; zlib)
*/
#include "press.h"

#ifdef HAVE_ZLIB

#include <zlib.h>

#include "lent.h"

#define GZIP (15 + 16)  /* a window of 32 KiB, in the form of gzip */
#define MEMORY 8        /* zlib's own default */
#define ROOM ((size_t)16384)

/* What zlib asks for. */
static void *take(void *memory, unsigned count, unsigned size) {
  return lent_some(memory, count, size);
}

static void *gzip_open(Allocator *memory) {
  z_stream *z = lent_take(memory, sizeof *z);
  if (z == NULL) return NULL;
  *z = (z_stream){.zalloc = take, .zfree = lent_give, .opaque = memory};
  if (deflateInit2(z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP, MEMORY,
                   Z_DEFAULT_STRATEGY) == Z_OK)
    return z;
  lent_give(memory, z);
  return NULL;
}

static void gzip_close(void *state) {
  z_stream *z = state;
  deflateEnd(z);
  lent_give(z->opaque, z);
}

static bool gzip_run(void *state, const uint8_t *bytes, size_t size,
                     PressHow how, Buffer *out) {
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

const Press press_gzip = {"gzip", ".gz", "zlib", gzip_open, gzip_run,
                          gzip_close};

#else

const Press press_gzip = {"gzip", ".gz", "zlib", NULL, NULL, NULL};

#endif
