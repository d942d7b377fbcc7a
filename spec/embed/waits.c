/*
** waits.c - waits script: loads a script, which waits for something, stops it
** from another thread, and says what came of it; then runs what it has left
*/
#include <pthread.h>
#include <pycap.h>
#include <stdio.h>
#include <time.h>

static void *stopper(void *engine) {
  const struct timespec pause = {0, 200000000};
  nanosleep(&pause, NULL);
  pycap_engine_stop(engine);
  return NULL;
}

int main(int count, char **arguments) {
  pycap_options options = PYCAP_OPTIONS_INIT;
  pycap_engine *engine;
  pthread_t thread;
  options.libraries = PYCAP_LIB_ALL;
  if (count != 2 || pycap_engine_new(&engine, &options)) return 1;
  if (pthread_create(&thread, NULL, stopper, engine)) return 1;
  int code = pycap_engine_load_string(engine, "script", arguments[1]);
  pthread_join(thread, NULL);
  printf("load %d %s\n", code, pycap_engine_error(engine));
  pycap_engine_free(engine);
  return 0;
}
