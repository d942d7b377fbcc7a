/*
** feed.c - packets of the host into the handlers of the script
*/
#include "engine.h"

/* What the host gets for a verdict; that a limit was reached is one, too. */
static int code_of(Loaded *l, HostVerdict verdict, bool entered) {
  if (verdict == HOST_FAILED) return l->code;
  int over = entered ? loaded_over(l) : 0;
  return over ? engine_fail(l->engine, over, "a limit was reached")
              : (int)verdict;
}

static int feed(pycap_engine *e, int linktype, int64_t time, const void *bytes,
                uint32_t caplen, uint32_t length) {
  Loaded *l = e->loaded;
  uint64_t before = e->stats.entered;
  HostVerdict verdict = host_feed(l->feed, linktype, time, bytes, caplen,
                                  length, &e->stats.entered);
  return code_of(l, verdict, e->stats.entered != before);
}

/* Counts a verdict, and keeps what replaces the packet. */
static void count(pycap_engine *e, int verdict) {
  e->stats.packets++;
  e->stats.dropped += verdict == PYCAP_DROP;
  e->stats.replaced += verdict == PYCAP_REPLACE;
  e->stats.failed += verdict < 0;
  e->stats.limited += verdict == PYCAP_INSTRUCTIONS || verdict == PYCAP_MEMORY;
  if (verdict == PYCAP_REPLACE)
    e->bytes = host_bytes(e->loaded->feed, &e->size);
}

/* Says what is wrong with a frame. */
static int refuse(pycap_engine *e, const void *bytes, size_t caplen,
                  size_t length) {
  if (!bytes && caplen > 0)
    return engine_fail(e, PYCAP_ARGUMENT, "feed: %zu bytes expected, got NULL",
                       caplen);
  if (caplen > length)
    return engine_fail(e, PYCAP_ARGUMENT, "feed: a length of %zu or more "
                       "expected, which is the caplen, got %zu", caplen,
                       length);
  if (caplen > HOST_BYTES_MAX)
    return engine_fail(e, PYCAP_ARGUMENT, "feed: a caplen up to %u expected, "
                       "got %zu", HOST_BYTES_MAX, caplen);
  return engine_fail(e, PYCAP_ARGUMENT, "feed: a length up to %u expected, got "
                     "%zu", UINT32_MAX, length);
}

static int feed_one(pycap_engine *e, int linktype, int64_t time,
                    const void *bytes, size_t caplen, size_t length) {
  int verdict = PYCAP_ACCEPT;
  e->bytes = NULL;
  e->size = 0;
  if (caplen > length || length > UINT32_MAX || caplen > HOST_BYTES_MAX ||
      (!bytes && caplen > 0))
    verdict = refuse(e, bytes, caplen, length);
  else if (e->loaded)
    verdict = feed(e, linktype, time, bytes, (uint32_t)caplen,
                   (uint32_t)length);
  count(e, verdict);
  return verdict;
}

/* Begins to feed: the bytes that were handed out last are forgotten. */
static void begin(pycap_engine *e) {
  if (e->loaded) host_forget(e->loaded->feed);
  e->busy = true;
}

PYCAP_API int pycap_engine_feed(pycap_engine *e, int linktype,
                                int64_t timestamp_ns, const void *bytes,
                                size_t caplen, size_t length) {
  int code = engine_enter(e, false);
  if (code) return code;
  begin(e);
  return engine_leave(
      e, feed_one(e, linktype, timestamp_ns, bytes, caplen, length));
}

PYCAP_API const void *pycap_engine_bytes(const pycap_engine *e, size_t *size) {
  if (size) *size = e->size;
  return e->bytes;
}

PYCAP_API int pycap_engine_feed_batch(pycap_engine *e, pycap_frame *frames,
                                      int count_) {
  int code = engine_enter(e, false), i;
  if (code) return code;
  code = engine_list(e, "feed_batch", "frames", count_, frames);
  if (code) return code;
  begin(e);
  for (i = 0; i < count_ && !engine_stopped(e); i++) {
    pycap_frame *f = &frames[i];
    f->verdict = feed_one(e, f->linktype, f->timestamp_ns, f->bytes, f->caplen,
                          f->length);
    f->replaced = e->bytes;
    f->size = e->size;
  }
  engine_leave(e, i > 0 ? frames[i - 1].verdict : PYCAP_OK);
  return i;
}

PYCAP_API int pycap_engine_tick(pycap_engine *e, int64_t timestamp_ns) {
  int code = engine_enter(e, true);
  if (code) return code;
  e->busy = true;
  HostVerdict verdict = host_advance(e->loaded->feed, timestamp_ns);
  return engine_leave(e, code_of(e->loaded, verdict, false));
}
