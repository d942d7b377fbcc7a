/*
** allocate.c - what handlers of fields allocate, and handlers of objects
*/
#include <pycap.h>
#include <stdio.h>

#define FRAMES 1000

static const char fields[] =
  "local n = 0\n"
  "pycap.on('arp', {'operation', 'sourceprotocol', 'ethernet.source',\n"
  "  'packet.time', operation = 1}, function(o, p, s, t) n = n + o end)";
static const char objects[] =
  "pycap.on('arp', function(arp) return arp.operation == 2 and 'drop' end)";

static const unsigned char arp[42] = {
  255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 1, 8, 6, 0, 1, 8, 0, 6, 4, 0, 1,
  2, 0, 0, 0, 0, 1, 192, 0, 2, 1, 0, 0, 0, 0, 0, 0, 192, 0, 2, 2
};

/* New blocks for so many frames, after the first; -1: an error. */
static long count(const char *script) {
  pycap_engine *e;
  pycap_stats before = PYCAP_STATS_INIT, after = PYCAP_STATS_INIT;
  if (pycap_engine_new(&e, NULL)) return -1;
  long code = pycap_engine_load_string(e, "script", script);
  for (int i = 0; i <= FRAMES && code >= 0; i++) {
    code = pycap_engine_feed(e, 1, i, arp, sizeof arp, sizeof arp);
    if (i == 0) pycap_engine_stats(e, &before);
  }
  pycap_engine_stats(e, &after);
  if (code < 0) fputs(pycap_engine_error(e), stderr);
  pycap_engine_free(e);
  return code < 0 ? -1 : (long)(after.allocations - before.allocations);
}

int main(void) {
  printf("fields %ld objects %ld\n", count(fields), count(objects));
  return 0;
}
