/*
** flows.c - flows of packets that are fed, and what ends them
*/
#include <pycap.h>
#include <stdio.h>
#include <string.h>

#define SECOND INT64_C(1000000000)

static pycap_engine *engine;

static void print_log(void *context, const char *text, size_t size) {
  (void)context;
  printf("log %.*s\n", (int)size, text);
}

/* Feeds a packet of UDP to a port. */
static void feed(int64_t time, unsigned char port) {
  unsigned char bytes[] = {
    0x45, 0, 0, 28, 0, 0, 0, 0, 64, 17, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2,
    3, 232, 0, 0, 0, 8, 0, 0
  };
  bytes[23] = port;
  printf("feed %d\n", pycap_engine_feed(engine, 101, time * SECOND, bytes,
                                        sizeof bytes, sizeof bytes));
}

static void load(const char *text) {
  int code = pycap_engine_load_string(engine, "s", text);
  if (code) printf("load %d %s\n", code, pycap_engine_error(engine));
}

int main(void) {
  pycap_options options = PYCAP_OPTIONS_INIT;
  options.log = print_log;
  options.instructions = 10000;
  options.startup = 5000000;
  if (pycap_engine_new(&engine, &options)) return 1;
  load("pycap.on('flow', {'destinationport', 'packets', 'reason'}, "
       "function(...) print(...) return 'drop' end)");
  feed(1, 7);
  feed(2, 7);
  feed(3, 8);
  printf("tick %d\n", pycap_engine_tick(engine, 32 * SECOND));
  printf("tick %d\n", pycap_engine_tick(engine, 33 * SECOND));
  feed(90, 9);
  printf("finish %d\n", pycap_engine_finish(engine));
  printf("finish %d\n", pycap_engine_finish(engine));
  feed(91, 9);
  load("pycap.on('flow', {'reason'}, function(r) error(r, 0) end)");
  feed(1, 7);
  feed(200, 8);
  printf("finish %d %.3s\n", pycap_engine_finish(engine),
         pycap_engine_error(engine));
  load("pycap.on('flow', {'packets'}, function(n) while n do end end)");
  feed(1, 7);
  printf("finish %d\n", pycap_engine_finish(engine));
  pycap_engine_free(engine);
  return 0;
}
