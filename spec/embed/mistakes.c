/*
** mistakes.c - what an engine says of arguments that make no sense
*/
#include <pycap.h>
#include <stdio.h>

static pycap_engine *engine;

static void show(int code) {
  printf("%d %s\n", code, pycap_engine_error(engine));
}

int main(void) {
  const char *const hole[] = {"a", NULL};
  const pycap_source both = {.size = sizeof both, .device = "eth0",
                             .filename = "x.pcap"};
  const char byte = 0;
  if (pycap_engine_new(&engine, NULL)) return 1;
  show(pycap_engine_call(engine, "f", NULL, 0, NULL, 0));
  if (pycap_engine_load_string(engine, "script", "")) return 1;
  show(pycap_engine_register(engine, NULL, NULL, NULL));
  show(pycap_engine_register(engine, "f", NULL, NULL));
  show(pycap_engine_arguments(engine, -1, hole));
  show(pycap_engine_arguments(engine, 1, NULL));
  show(pycap_engine_arguments(engine, 2, hole));
  show(pycap_engine_source(engine, &both));
  show(pycap_engine_load(engine, NULL, "", 0));
  show(pycap_engine_load(engine, "script", NULL, 1));
  show(pycap_engine_load_file(engine, NULL));
  show(pycap_engine_call(engine, NULL, NULL, 0, NULL, 0));
  show(pycap_engine_call(engine, "f", NULL, 1, NULL, 0));
  show(pycap_engine_call(engine, "f", NULL, 0, NULL, -1));
  show(pycap_engine_feed(engine, 1, 0, NULL, 1, 1));
  show(pycap_engine_feed(engine, 1, 0, &byte, 2, 1));
  show(pycap_engine_feed(engine, 1, 0, &byte, (1u << 27) + 1, 1u << 28));
  show(pycap_engine_feed(engine, 1, 0, &byte, 1, (size_t)1 << 32));
  show(pycap_engine_feed_batch(engine, NULL, 3));
  pycap_engine_free(engine);
  return 0;
}
