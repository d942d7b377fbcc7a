/*
** worker.c - one of several engines, each in a thread
*/
#include "worker.h"

#include <stdio.h>
#include <string.h>

#include "../io/capture.h"

/* --- what happens to it --- */

PYCAP_API void pycap_workers_stop(pycap_workers *w) {
  atomic_store(&w->stopping, true);
  for (int i = 0; i < w->count; i++) pycap_engine_stop(w->workers[i].engine);
}

/* True when one that reads the same file has said the same of it. */
static bool is_known(const pycap_workers *w, int code, const char *text) {
  const char *said = strchr(w->error, ':');
  return w->by_flow && code == w->code && said && strcmp(said + 2, text) == 0;
}

void worker_fail(Worker *worker, int code) {
  pycap_workers *w = worker->all;
  const char *text = worker->engine->error;
  pthread_mutex_lock(&w->lock);
  bool known = is_known(w, code, text);
  if (!w->code) {
    w->code = code;
    snprintf(w->error, sizeof w->error, "worker %d: %s", worker->number, text);
  }
  if (w->options.failed && !known)
    w->options.failed(w->options.context, worker->number, code, text);
  pthread_mutex_unlock(&w->lock);
  if (!w->options.go_on) pycap_workers_stop(w);
}

void worker_tell(Worker *worker, bool *what) {
  pthread_mutex_lock(&worker->all->lock);
  *what = true;
  pthread_cond_broadcast(&worker->all->changed);
  pthread_mutex_unlock(&worker->all->lock);
}

bool worker_shares(const Worker *worker, const char *filename) {
  const pycap_workers *w = worker->all;
  for (int i = 0; i < w->source_count; i++)
    if (capture_same(w->sources[i].filename, filename)) return true;
  return false;
}

/* --- its thread --- */

int worker_open(const Worker *worker, const pycap_source *source) {
  pycap_engine *e = worker->engine;
  int code = pycap_engine_source(e, source);
  if (!code) code = engine_open(e);
  return code == PYCAP_WORLD ? PYCAP_FILE : code;
}

/* Protected. Closes the capture: others get its flows. */
static int close_own(lua_State *L) {
  host_close(L);
  return 0;
}

/* Runs it to the end of what is open: 0 or a code, of which all know. */
static int run_engine(Worker *worker) {
  pycap_engine *e = worker->engine;
  int code = pycap_engine_run(e);
  e->busy = true;
  int closed = loaded_call(e->loaded, close_own, NULL);
  e->busy = false;
  if (!code) code = closed;
  if (code) worker_fail(worker, code);
  return code;
}

/* The next file; NULL: there is none, or all are to stop. */
static const pycap_source *take_file(Worker *worker) {
  pycap_workers *w = worker->all;
  int *next = w->by_flow ? &worker->next : &w->next;
  const pycap_source *source = NULL;
  pthread_mutex_lock(&w->lock);
  if (*next < w->source_count && !atomic_load(&w->stopping))
    source = &w->sources[(*next)++];
  pthread_mutex_unlock(&w->lock);
  return source;
}

static void run_files(Worker *worker) {
  const pycap_source *source;
  while ((source = take_file(worker))) {
    int code = worker_open(worker, source);
    if (!code && worker->all->by_flow)
      host_share(worker->engine->loaded->script.L, &worker->share,
                 (unsigned)worker->all->count, (unsigned)worker->number);
    if (code) worker_fail(worker, code);
    else run_engine(worker);
  }
}

static void run_device(Worker *worker) {
  /* a device has no end: the script has stopped it, if nothing else has */
  if (!atomic_load(&worker->all->stopping) && !run_engine(worker))
    pycap_workers_stop(worker->all);
}

void *worker_work(void *context) {
  Worker *worker = context;
  if (worker->all->device) run_device(worker);
  else run_files(worker);
  worker_tell(worker, &worker->ended);
  return NULL;
}
