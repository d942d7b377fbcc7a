/*
** hostile.c - hostile MEMORY INSTRUCTIONS SIZE COUNT STOP script: feeds it so
** many frames of SIZE bytes, each from another station and with a counter at
** 14, under limits; with STOP > 0 a thread stops the engine so many ms after
** the first frame
**
** Prints the code of loading, of the first frame and the last; how long the
** slowest took and how late the stop came, in ms; and by how many KiB the most
** memory that the process had is over what it had before.
*/
#include <pthread.h>
#include <pycap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static pycap_engine *engine;
static long delay;
static double stopped;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void *stopper(void *context) {
  const struct timespec pause = {delay / 1000, delay % 1000 * 1000000};
  nanosleep(&pause, NULL);
  stopped = now();
  pycap_engine_stop(engine);
  return context;
}

static void print_log(void *context, const char *text, size_t size) {
  (void)context;
  printf("log %.*s\n", (int)size, text);
}

static long resident(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

int main(int count, char **arguments) {
  pycap_options options = PYCAP_OPTIONS_INIT;
  pthread_t thread;
  double worst = 0, late = 0;
  int first = 0, last = 0;
  if (count != 7) return 2;
  options.memory = strtoul(arguments[1], NULL, 10);
  options.instructions = strtoull(arguments[2], NULL, 10);
  options.libraries = PYCAP_LIB_CAPTURE | PYCAP_LIB_IO | PYCAP_LIB_PACKAGE;
  options.log = print_log;
  size_t size = strtoul(arguments[3], NULL, 10);
  int frames = atoi(arguments[4]);
  delay = atol(arguments[5]);
  unsigned char *frame = calloc(1, size);
  if (!frame || size < 18) return 1;
  frame[12] = 8;
  long before = resident();
  if (pycap_engine_new(&engine, &options)) return 1;
  int loaded = pycap_engine_load_file(engine, arguments[6]);
  for (int i = 0; i < frames; i++) {
    for (int k = 0; k < 4; k++)
      frame[8 + k] = frame[14 + k] = (unsigned char)(i >> 8 * k);
    if (i == 0 && delay > 0 && pthread_create(&thread, NULL, stopper, NULL))
      return 1;
    double began = now();
    last = pycap_engine_feed(engine, 1, 0, frame, size, size);
    double ended = now();
    if (ended - began > worst) worst = ended - began;
    if (i > 0) continue;
    first = last;
    if (last < 0) printf("error %s\n", pycap_engine_error(engine));
    if (delay > 0) {
      pthread_join(thread, NULL);
      late = ended - stopped;
    }
  }
  printf("codes %d %d %d worst %.1f late %.1f more %ld\n", loaded, first, last,
         worst, late, resident() - before);
  pycap_engine_free(engine);
  free(frame);
  return 0;
}
