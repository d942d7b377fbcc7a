/*
** run.c - run script capture|device how: the engine's own capture, and stopping
**
** how: "whole" runs it; "signal" stops it by SIGALRM, "thread" from a thread,
** both after 0.2 s. Says what came of it and what the script's done() gives.
*/
#include <pthread.h>
#include <pycap.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static pycap_engine *engine;

static void on_alarm(int number) {
  (void)number;
  pycap_engine_stop(engine);
}

static void *stopper(void *context) {
  const struct timespec pause = {0, 200000000};
  nanosleep(&pause, NULL);
  pycap_engine_stop(engine);
  return context;
}

int main(int argc, char **argv) {
  pycap_options options = PYCAP_OPTIONS_INIT;
  pycap_source source = PYCAP_SOURCE_INIT;
  pycap_value done = {0};
  pthread_t thread;
  if (argc != 4) return 2;
  options.instructions = 50000000;
  options.libraries = PYCAP_LIB_CAPTURE;
  if (strchr(argv[2], '.')) source.filename = argv[2];
  else source.device = argv[2];
  if (pycap_engine_new(&engine, &options)) return 1;
  int code = pycap_engine_source(engine, &source);
  if (!code) code = pycap_engine_load_file(engine, argv[1]);
  if (strcmp(argv[3], "signal") == 0) {
    struct itimerval timer = {{0, 0}, {0, 200000}};
    signal(SIGALRM, on_alarm);
    setitimer(ITIMER_REAL, &timer, NULL);
  } else if (strcmp(argv[3], "thread") == 0) {
    if (pthread_create(&thread, NULL, stopper, NULL)) return 1;
  }
  if (!code) code = pycap_engine_run(engine);
  if (strcmp(argv[3], "thread") == 0) pthread_join(thread, NULL);
  printf("run %d %s\n", code, pycap_engine_error(engine));
  code = pycap_engine_call(engine, "done", NULL, 0, &done, 1);
  printf("done %d %d\n", code, (int)done.integer);
  pycap_engine_free(engine);
  return 0;
}
