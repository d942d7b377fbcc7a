/*
** mistakes.c - what an engine says of arguments that make no sense
*/
#include <pycap.h>
#include <stdio.h>

static pycap_engine *engine;

static void show(int code) {
  printf("%d %s\n", code, pycap_engine_error(engine));
}

static const unsigned char arp[42] = {
  255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 1, 8, 6, 0, 1, 8, 0, 6, 4, 0, 1
};

static int feed(void) {
  return pycap_engine_feed(engine, 1, 0, arp, sizeof arp, sizeof arp);
}

/* Calls the engine, whose text is then not that of the feed. */
static int first(void *context, const pycap_value *arguments, int count,
                 pycap_value *result) {
  (void)context, (void)arguments, (void)count, (void)result;
  show(feed());
  return 0;
}

/* A string that is not there. */
static int second(void *context, const pycap_value *arguments, int count,
                  pycap_value *result) {
  (void)context, (void)arguments, (void)count;
  result->type = PYCAP_STRING;
  result->size = 3;
  return 0;
}

int main(void) {
  const char *const hole[] = {"a", NULL};
  const pycap_source both = {.size = sizeof both, .device = "eth0",
                             .filename = "x.pcap"};
  const pycap_source snaplen = {.size = sizeof snaplen, .snaplen = -1};
  const pycap_source buffer = {.size = sizeof buffer, .buffer = -2};
  const pycap_value hollow = {.type = PYCAP_STRING, .size = 3};
  const char byte = 0;
  printf("%d\n", pycap_engine_new(NULL, NULL));
  printf("%d\n", pycap_workers_new(NULL, NULL));
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
  show(pycap_engine_source(engine, &snaplen));
  show(pycap_engine_source(engine, &buffer));
  show(pycap_engine_call(engine, "f", &hollow, 1, NULL, 0));
  show(pycap_engine_stats(engine, NULL));
  /* each script has what was registered when it was loaded */
  pycap_engine_register(engine, "host", first, NULL);
  pycap_engine_load_string(engine, "script", "pycap.on('arp', host)");
  show(feed());
  pycap_engine_register(engine, "host", second, NULL);
  show(feed());
  pycap_engine_load_string(engine, "script", "pycap.on('arp', host)");
  show(feed());
  pycap_engine_free(engine);
  return 0;
}
