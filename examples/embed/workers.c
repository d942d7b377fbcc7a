/*
** workers.c - workers n script how capture...|device: several engines at once
**
** how: "stop" or "go-on" when one fails; "thread": stopped from a thread after
** 0.2 s; "limits": with little memory and few instructions. Says what failed,
** what the script's report() tells through told(), and what came of it.
*/
#include <pthread.h>
#include <pycap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void print_failure(void *context, int worker, int code,
                          const char *text) {
  (void)context, (void)worker;
  printf("failed %d %.*s\n", code, (int)strcspn(text, "\n"), text);
}

static int told(void *context, const pycap_value *arguments, int count,
                pycap_value *result) {
  (void)context, (void)result;
  printf("told %d %d\n", count > 0 ? (int)arguments[0].integer : -1,
         count > 1 ? (int)arguments[1].integer : -1);
  return 0;
}

static void *stopper(void *workers) {
  const struct timespec pause = {0, 200000000};
  nanosleep(&pause, NULL);
  pycap_workers_stop(workers);
  return NULL;
}

static int run(pycap_workers *workers, char **argv) {
  pycap_engine *engine;
  for (int i = 0; (engine = pycap_workers_engine(workers, i)); i++) {
    int code = pycap_engine_register(engine, "told", told, NULL);
    if (!code) code = pycap_engine_load_file(engine, argv[2]);
    if (code) return printf("load %d %s\n", code, pycap_engine_error(engine));
  }
  for (char **name = argv + 4; *name; name++) {
    pycap_source source = PYCAP_SOURCE_INIT;
    if (strchr(*name, '.')) source.filename = *name;
    else source.device = *name;
    int code = pycap_workers_source(workers, &source);
    if (code) printf("source %d %s\n", code, pycap_workers_error(workers));
  }
  int code = pycap_workers_run(workers);
  return printf("run %d %s\n", code, pycap_workers_error(workers));
}

int main(int argc, char **argv) {
  pycap_options engine = PYCAP_OPTIONS_INIT;
  pycap_workers_options options = PYCAP_WORKERS_OPTIONS_INIT;
  pycap_workers *workers;
  pthread_t thread;
  if (argc < 4) return 2;
  if (strcmp(argv[3], "limits") == 0) {
    engine.memory = 2 << 20;
    engine.instructions = 100000;
  }
  options.count = atoi(argv[1]);
  options.engine = &engine;
  options.go_on = strcmp(argv[3], "go-on") == 0;
  options.failed = print_failure;
  int code = pycap_workers_new(&workers, &options);
  if (code) return printf("new %d %d\n", code, workers == NULL), 0;
  int stops = strcmp(argv[3], "thread") == 0;
  if (stops && pthread_create(&thread, NULL, stopper, workers)) return 1;
  run(workers, argv);
  if (stops) pthread_join(thread, NULL);
  /* the queue is empty, the scripts are what they were */
  printf("again %d\n", pycap_workers_run(workers));
  pycap_workers_free(workers);
  return 0;
}
