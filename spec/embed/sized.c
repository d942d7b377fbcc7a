/*
** sized.c - sized: structs as hosts with an older or newer pycap.h pass them
**
** Prints a line for each answer that is not the one expected.
*/
#include <pycap.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static void expect(const char *what, long long wanted, long long got) {
  if (wanted != got) printf("%s: %lld expected, got %lld\n", what, wanted, got);
}

/* Options of a size, with `tail` where the member after the last would be. */
static int new_of(size_t size, uint64_t tail) {
  struct { pycap_options known; uint64_t tail; } options;
  pycap_engine *engine;
  memset(&options, 0, sizeof options);
  options.known.size = size;
  options.tail = tail;
  int code = pycap_engine_new(&engine, &options.known);
  expect("an engine", code == PYCAP_OK, engine != NULL);
  pycap_engine_free(engine);
  return code;
}

static void try_options(void) {
  size_t own = sizeof(pycap_options);
  expect("options", PYCAP_OK, new_of(own, 1));
  expect("older options", PYCAP_OK, new_of(offsetof(pycap_options, log), 1));
  expect("newer options", PYCAP_OK, new_of(own + sizeof(uint64_t), 0));
  expect("what is not known", PYCAP_ARGUMENT, new_of(own + 8, 1));
  expect("no size", PYCAP_ARGUMENT, new_of(0, 0));
  expect("no size", PYCAP_ARGUMENT, new_of(7, 0));
  expect("a wild size", PYCAP_ARGUMENT, new_of((size_t)1 << 40, 0));
}

/* What an older host does not know is as if it were zero. */
static void try_source(pycap_engine *engine) {
  pycap_source source = PYCAP_SOURCE_INIT;
  source.device = source.filename = "both";
  expect("source", PYCAP_ARGUMENT, pycap_engine_source(engine, &source));
  source.size = offsetof(pycap_source, filename);
  expect("older source", PYCAP_OK, pycap_engine_source(engine, &source));
  source.size = 0;
  expect("no size", PYCAP_ARGUMENT, pycap_engine_source(engine, &source));
  const char *text = pycap_engine_error(engine);
  if (strncmp(text, "pycap_source: a size up to ", 27) != 0) puts(text);
}

static void try_workers(void) {
  pycap_workers_options options = PYCAP_WORKERS_OPTIONS_INIT;
  pycap_source source = PYCAP_SOURCE_INIT;
  pycap_workers *workers;
  options.count = 1;
  options.merge_every = -1;
  expect("options", PYCAP_ARGUMENT, pycap_workers_new(&workers, &options));
  options.size = offsetof(pycap_workers_options, merge_every);
  expect("older options", PYCAP_OK, pycap_workers_new(&workers, &options));
  source.size = 1;
  expect("no size", PYCAP_ARGUMENT, pycap_workers_source(workers, &source));
  const char *text = pycap_workers_error(workers);
  if (strncmp(text, "pycap_source: a size up to ", 27) != 0) puts(text);
  pycap_workers_free(workers);
  options.size = 0;
  expect("no size", PYCAP_ARGUMENT, pycap_workers_new(&workers, &options));
}

static void try_stats(pycap_engine *engine) {
  struct { pycap_stats known; uint64_t tail; } stats;
  memset(&stats, 0xa5, sizeof stats);
  stats.known.size = offsetof(pycap_stats, dropped);
  expect("older stats", PYCAP_OK, pycap_engine_stats(engine, &stats.known));
  expect("packets", 1, (long long)stats.known.packets);
  expect("its size", (long long)offsetof(pycap_stats, dropped),
         (long long)stats.known.size);
  expect("beyond", 0xa5, *(unsigned char *)&stats.known.dropped);
  stats.known.size = sizeof stats;
  expect("newer stats", PYCAP_OK, pycap_engine_stats(engine, &stats.known));
  expect("beyond", 0, (long long)stats.tail);
  stats.known.size = 0;
  expect("no size", PYCAP_ARGUMENT, pycap_engine_stats(engine, &stats.known));
}

int main(void) {
  static const unsigned char frame[60];
  pycap_options options = PYCAP_OPTIONS_INIT;
  pycap_engine *engine;
  unsigned major, minor, patch;
  sscanf(pycap_version(), "%u.%u.%u", &major, &minor, &patch);
  expect("version", major << 16 | minor << 8 | patch, PYCAP_VERSION_NUMBER);
  try_options();
  try_workers();
  if (pycap_engine_new(&engine, &options)) return 1;
  try_source(engine);
  pycap_engine_load_string(engine, "script", "x = 1");
  pycap_engine_feed(engine, 1, 0, frame, sizeof frame, sizeof frame);
  try_stats(engine);
  pycap_engine_free(engine);
  return 0;
}
