/*
** workers.c - several engines, each in a thread, on a device or on files
*/
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "../io/capture.h"
#include "../io/remote.h"
#include "join.h"
#include "sized.h"
#include "stack.h"

#define WORKERS_MAX 1024

/* --- making --- */

static void forget_sources(pycap_workers *w) {
  for (int i = 0; i < w->source_count; i++) source_free(&w->sources[i]);
  free(w->sources);
  w->sources = NULL;
  w->source_count = w->next = 0;
  w->device = false;
}

PYCAP_API void pycap_workers_free(pycap_workers *w) {
  if (!w) return;
  for (int i = 0; i < w->count; i++) {
    pycap_engine_free(w->workers[i].engine);
    result_free(&w->workers[i].result);
  }
  forget_sources(w);
  pthread_mutex_destroy(&w->lock);
  pthread_cond_destroy(&w->changed);
  free(w->workers);
  free(w);
}

/* A lock, and a condition on the clock that only goes forward. */
static void make_lock(pycap_workers *w) {
  pthread_condattr_t attributes;
  pthread_mutex_init(&w->lock, NULL);
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(&w->changed, &attributes);
  pthread_condattr_destroy(&attributes);
}

static int make_engines(pycap_workers *w) {
  while (w->count < w->options.count) {
    Worker *worker = &w->workers[w->count];
    int code = pycap_engine_new(&worker->engine, w->options.engine);
    if (code) return code;
    worker->all = w;
    worker->number = w->count++;
    worker->engine->worker = worker;
    worker->engine->shares = worker_shares;
  }
  return PYCAP_OK;
}

PYCAP_API int pycap_workers_new(pycap_workers **workers,
                                const pycap_workers_options *from) {
  pycap_workers_options own, *options = &own;
  if (!workers) return PYCAP_ARGUMENT;
  *workers = NULL;
  if (!from || !sized_read(&own, sizeof own, from) ||
      options->count < 1 || options->count > WORKERS_MAX ||
      options->by < PYCAP_BY_COUNT || options->by > PYCAP_BY_FLOW ||
      !(options->merge_every >= 0 && options->merge_every < 1e9))
    return PYCAP_ARGUMENT;
  pycap_workers *w = calloc(1, sizeof *w);
  if (!w) return PYCAP_MEMORY;
  w->options = *options;
  make_lock(w);
  w->workers = calloc((size_t)options->count, sizeof *w->workers);
  int code = w->workers ? make_engines(w) : PYCAP_MEMORY;
  if (code) {
    pycap_workers_free(w);
    return code;
  }
  *workers = w;
  return PYCAP_OK;
}

PYCAP_API pycap_engine *pycap_workers_engine(pycap_workers *w, int worker) {
  return worker >= 0 && worker < w->count ? w->workers[worker].engine : NULL;
}

PYCAP_API const char *pycap_workers_error(const pycap_workers *w) {
  return w->error;
}

/* Keeps a code and a text of the workers' own. */
static int fail(pycap_workers *w, int code, const char *text) {
  snprintf(w->error, sizeof w->error, "%s", text);
  return code;
}

PYCAP_API int pycap_workers_source(pycap_workers *w,
                                   const pycap_source *from) {
  pycap_source own, *source = from ? &own : NULL;
  if (w->running) return PYCAP_BUSY;
  if (from && !sized_read(&own, sizeof own, from)) {
    snprintf(w->error, sizeof w->error, SIZED_WRONG(pycap_source, from));
    return PYCAP_ARGUMENT;
  }
  if (source && (source->snaplen < 0 || source->buffer < 0)) {
    snprintf(w->error, sizeof w->error, SOURCE_NEGATIVE(source));
    return PYCAP_ARGUMENT;
  }
  if (!source || (source->device && source->filename) ||
      (w->source_count > 0 && (w->device || !source->filename)))
    return fail(w, PYCAP_ARGUMENT, "source: files, or one device");
  pycap_source *all = realloc(w->sources, ((size_t)w->source_count + 1) *
                                              sizeof *all);
  if (!all) return fail(w, PYCAP_MEMORY, "not enough memory");
  w->sources = all;
  if (!source_copy(&all[w->source_count], source))
    return fail(w, PYCAP_MEMORY, "not enough memory");
  w->device = !source->filename;
  w->source_count++;
  return PYCAP_OK;
}

/* --- the thread of pycap_workers_run --- */

static Capture *capture_of(const Worker *worker) {
  return host_opened(worker->engine->loaded->script.L);
}

/* Opens the device for all, and has the kernel share it: 0 or a code. */
static int open_device(pycap_workers *w) {
  int group = -1;
  for (int i = 0; i < w->count; i++) {
    Worker *worker = &w->workers[i];
    pycap_engine *e = worker->engine;
    Fault fault;
    int code = worker_open(worker, w->sources);
    if (!code && w->count > 1 &&
        capture_fanout(capture_of(worker), e->options.fragments != 0, &group,
                       &fault) < 0)
      code = engine_fail(e, PYCAP_FILE, "%s", fault.text);
    if (!code) continue;
    worker_fail(worker, code);
    return code;
  }
  int64_t now = clock_epoch();
  for (int i = 0; w->count > 1 && i < w->count; i++)
    capture_since(capture_of(&w->workers[i]), now);
  return PYCAP_OK;
}

/* Starts the threads, in which no signal is handled: how many there are. */
static int start(pycap_workers *w) {
  sigset_t all, before;
  pthread_attr_t attributes;
  size_t stack = 0;
  int started = 0;
  pthread_attr_init(&attributes);
  if (pthread_attr_getstacksize(&attributes, &stack) == 0 &&
      stack < 2 * STACK_NEEDED)
    pthread_attr_setstacksize(&attributes, 2 * STACK_NEEDED);
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  while (started < w->count) {
    Worker *worker = &w->workers[started];
    worker->ended = false;
    if (pthread_create(&worker->thread, &attributes, worker_work, worker))
      break;
    started++;
  }
  pthread_attr_destroy(&attributes);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return started;
}

static bool have_ended(const pycap_workers *w, int started) {
  for (int i = 0; i < started; i++)
    if (!w->workers[i].ended) return false;
  return true;
}

static void add_seconds(struct timespec *time, double seconds) {
  int64_t ns = time->tv_nsec + (int64_t)(seconds * 1e9);
  time->tv_sec += (time_t)(ns / 1000000000);
  time->tv_nsec = (long)(ns % 1000000000);
}

/* Waits until all have ended, and merges meanwhile when it is time. */
static void await_workers(pycap_workers *w, int started) {
  double every = w->options.merge_every;
  struct timespec next;
  clock_gettime(CLOCK_MONOTONIC, &next);
  add_seconds(&next, every);
  pthread_mutex_lock(&w->lock);
  while (!have_ended(w, started)) {
    if (every <= 0 || started < w->count) {
      pthread_cond_wait(&w->changed, &w->lock);
    } else if (pthread_cond_timedwait(&w->changed, &w->lock, &next) ==
               ETIMEDOUT) {
      pthread_mutex_unlock(&w->lock);
      join_round(w, false);
      clock_gettime(CLOCK_MONOTONIC, &next);
      add_seconds(&next, every);
      pthread_mutex_lock(&w->lock);
    }
  }
  pthread_mutex_unlock(&w->lock);
}

static void forget_stop(pycap_workers *w) {
  for (int i = 0; i < w->count; i++) engine_unstop(w->workers[i].engine);
}

/* True when the file can be read by all: it is no stream. */
static bool is_regular(const char *filename) {
  struct stat status;
  return strcmp(filename, "-") != 0 && !remote_named(filename) &&
         (stat(filename, &status) != 0 || S_ISREG(status.st_mode));
}

/* Decides how files are shared: 0 or a code. */
static int choose(pycap_workers *w) {
  int by = w->options.by;
  const char *stream = NULL;
  for (int i = 0; i < w->source_count && !w->device; i++)
    if (!is_regular(w->sources[i].filename)) stream = w->sources[i].filename;
  w->by_flow = !w->device && w->count > 1 && by != PYCAP_BY_FILE &&
               (by == PYCAP_BY_FLOW ||
                (w->source_count < w->count && !stream));
  for (int i = 0; i < w->count; i++) w->workers[i].next = 0;
  if (!w->by_flow || !stream) return PYCAP_OK;
  snprintf(w->error, sizeof w->error, "%.200s: sharing by flow needs a file "
           "that several workers can read, got a stream", stream);
  return PYCAP_ARGUMENT;
}

/* All that is opened and started here is ended here. */
static void run(pycap_workers *w) {
  if (w->device && open_device(w)) return;
  if (w->options.ready && w->options.ready(w->options.context)) {
    w->code = fail(w, PYCAP_ERROR, "run: the host was not ready");
    return;
  }
  int started = start(w);
  if (started < w->count) {
    w->code = fail(w, PYCAP_MEMORY, "no thread for a worker");
    pycap_workers_stop(w);
  }
  await_workers(w, started);
  for (int i = 0; i < started; i++) pthread_join(w->workers[i].thread, NULL);
  forget_stop(w);
  if (started < w->count || (w->code && !w->options.go_on)) return;
  for (int i = 0; i < w->count; i++) {
    int code = loaded_end(w->workers[i].engine->loaded);
    if (code) worker_fail(&w->workers[i], code);
  }
  if (!w->code || w->options.go_on) join_round(w, true);
}

PYCAP_API int pycap_workers_run(pycap_workers *w) {
  int code = PYCAP_OK;
  if (w->running) return PYCAP_BUSY;
  w->error[0] = '\0';
  w->code = PYCAP_OK;
  if (w->source_count == 0)
    return fail(w, PYCAP_ARGUMENT, "run: there is no source");
  code = choose(w);
  for (int i = 0; i < w->count && !code; i++) {
    code = engine_enter(w->workers[i].engine, true);
    if (code) fail(w, code, w->workers[i].engine->error);
  }
  if (code) return code;
  w->running = true;
  code = join_begin(w);
  if (code) worker_fail(&w->workers[0], code);
  else run(w);
  join_end(w);
  for (int i = 0; i < w->count; i++)
    pycap_engine_source(w->workers[i].engine, NULL);
  forget_sources(w);
  atomic_store(&w->stopping, false);
  forget_stop(w);
  w->running = false;
  return w->code;
}
