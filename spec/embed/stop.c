/*
** stop.c - stop: what a stop ends, and that it ends no more than that
**
** Says of each call what it gave; the script runs without end at the packet
** that 00:00:00:00:00:01 sends.
*/
#include <pthread.h>
#include <pycap.h>
#include <stdio.h>
#include <time.h>

static const char script[] =
  "pycap.on('ethernet', function(ethernet)\n"
  "  if ethernet.source == '00:00:00:00:00:01' then while true do end end\n"
  "  return 'drop'\n"
  "end)\n"
  "pycap.after(0.2, function() print 'timer' end)";

static pycap_engine *engine;

static void *stopper(void *context) {
  const struct timespec pause = {0, 50000000};
  nanosleep(&pause, NULL);
  pycap_engine_stop(engine);
  return context;
}

static void print_log(void *context, const char *text, size_t size) {
  (void)context;
  printf("log %.*s\n", (int)size, text);
}

int main(void) {
  unsigned char endless[15] = {[11] = 1, [12] = 8}, plain[15] = {[12] = 8};
  pycap_frame frame = {1, 0, endless, 15, 15, 0, NULL, 0};
  pycap_options options = PYCAP_OPTIONS_INIT;
  pthread_t thread;
  options.instructions = (uint64_t)1 << 60;
  options.log = print_log;
  if (pycap_engine_new(&engine, &options)) return 1;
  if (pycap_engine_load_string(engine, "script", script)) return 1;
  if (pthread_create(&thread, NULL, stopper, NULL)) return 1;
  int fed = pycap_engine_feed_batch(engine, &frame, 1);
  pthread_join(thread, NULL);
  printf("batch %d %d\n", fed, frame.verdict);
  frame.bytes = plain;
  fed = pycap_engine_feed_batch(engine, &frame, 1);
  printf("batch %d %d\n", fed, frame.verdict);
  if (pthread_create(&thread, NULL, stopper, NULL)) return 1;
  fed = pycap_engine_feed(engine, 1, 0, endless, 15, 15);
  pthread_join(thread, NULL);
  clock_t began = clock();
  int ran = pycap_engine_run(engine);
  printf("feed %d run %d %s\n", fed, ran,
         clock() - began < CLOCKS_PER_SEC / 10 ? "asleep" : "awake");
  pycap_engine_stop(engine);
  fed = pycap_engine_feed_batch(engine, &frame, 1);
  printf("batch %d", fed);
  printf(" then %d\n", pycap_engine_feed_batch(engine, &frame, 1));
  printf("unknown %d\n", pycap_engine_feed(engine, -1, 0, plain, 15, 15));
  printf("nothing %d\n", pycap_engine_load_string(engine, "script", NULL));
  pycap_engine_load_string(engine, "script", "pycap.on('ethernet', "
                           "function() return 'drop' end)");
  printf("unknown %d\n", pycap_engine_feed(engine, -1, 0, plain, 15, 15));
  printf("call %d ", pycap_engine_call(engine, "none", NULL, 0, NULL, 0));
  printf("%.25s\n", pycap_engine_error(engine));
  pycap_engine_load_string(engine, "script",
                           "function f() for i = 1, 9e6 do end end "
                           "pycap.atend(function() while true do end end)");
  pycap_engine_stop(engine);
  printf("finish %d ", pycap_engine_finish(engine));
  printf("then %d\n", pycap_engine_call(engine, "f", NULL, 0, NULL, 0));
  pycap_engine_load_string(engine, "script", "pycap.atend(function() error("
                           "pycap.raw 'late') end)");
  int loaded = pycap_engine_load_string(engine, "script", "");
  printf("load %d '%s'\n", loaded, pycap_engine_error(engine));
  pycap_engine_free(engine);
  return 0;
}
