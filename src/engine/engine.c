/*
** engine.c - libpycap's engine: making, ending, what the host tells it
*/
#include "engine.h"
#include "sized.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int engine_fail(pycap_engine *e, int code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(e->error, sizeof e->error, format, arguments);
  va_end(arguments);
  return code;
}

int engine_enter(pycap_engine *e, bool script) {
  if (e->busy)
    return engine_fail(e, PYCAP_BUSY, "the engine is running: it cannot be "
                       "called by what it calls");
  if (script && !e->script)
    return engine_fail(e, PYCAP_ARGUMENT, "no script is loaded");
  e->error[0] = '\0';
  e->bytes = NULL;
  e->size = 0;
  return PYCAP_OK;
}

static int no_memory(pycap_engine *e) {
  return engine_fail(e, PYCAP_MEMORY, "not enough memory");
}

PYCAP_API int pycap_engine_new(pycap_engine **engine,
                               const pycap_options *options) {
  Fault fault;
  pycap_options own = PYCAP_OPTIONS_INIT;
  *engine = NULL;
  if (options && !sized_read(&own, sizeof own, options)) return PYCAP_ARGUMENT;
  if (own.libraries & ~(unsigned)PYCAP_LIB_ALL) return PYCAP_ARGUMENT;
  pycap_engine *e = calloc(1, sizeof *e);
  if (!e) return PYCAP_MEMORY;
  e->options = own;
  atomic_init(&e->stopping, false);
  e->wakefd = waker_open(&fault);
  if (e->wakefd < 0) {
    free(e);
    return PYCAP_MEMORY;
  }
  *engine = e;
  return PYCAP_OK;
}

static void free_arguments(pycap_engine *e) {
  for (int i = 0; i < e->argument_count; i++) free(e->arguments[i]);
  free(e->arguments);
  e->arguments = NULL;
  e->argument_count = 0;
}

static void free_source(pycap_engine *e) {
  free((char *)e->source.device);
  free((char *)e->source.filename);
  free((char *)e->source.filter);
  memset(&e->source, 0, sizeof e->source);
  e->has_source = false;
}

PYCAP_API void pycap_engine_free(pycap_engine *e) {
  if (!e) return;
  if (e->script) script_free(e->script);
  while (e->registered) {
    Registered *next = e->registered->next;
    free(e->registered);
    e->registered = next;
  }
  free_arguments(e);
  free_source(e);
  close(e->wakefd);
  free(e);
}

PYCAP_API const char *pycap_engine_error(const pycap_engine *e) {
  return e->error;
}

PYCAP_API int pycap_engine_register(pycap_engine *e, const char *name,
                                    pycap_function function, void *context) {
  Registered **at = &e->registered, *r;
  int code = engine_enter(e, false);
  if (code) return code;
  if (!name || !function)
    return engine_fail(e, PYCAP_ARGUMENT, "register: a name and a function "
                       "expected");
  while (*at && strcmp((*at)->name, name) != 0) at = &(*at)->next;
  r = *at;
  if (!r) {
    r = malloc(sizeof *r + strlen(name) + 1);
    if (!r) return no_memory(e);
    r->next = NULL;
    strcpy(r->name, name);
    *at = r;
  }
  r->function = function;
  r->context = context;
  return PYCAP_OK;
}

PYCAP_API int pycap_engine_arguments(pycap_engine *e, int count,
                                     const char *const *arguments) {
  int code = engine_enter(e, false);
  if (code) return code;
  if (count < 0 || (count > 0 && !arguments))
    return engine_fail(e, PYCAP_ARGUMENT, "arguments: %d of them", count);
  free_arguments(e);
  if (count == 0) return PYCAP_OK;
  e->arguments = calloc((size_t)count, sizeof *e->arguments);
  if (!e->arguments) return no_memory(e);
  for (; e->argument_count < count; e->argument_count++) {
    char *copy = strdup(arguments[e->argument_count]);
    if (!copy) {
      free_arguments(e);
      return no_memory(e);
    }
    e->arguments[e->argument_count] = copy;
  }
  return PYCAP_OK;
}

/* Copies a string, NULL too. False: no memory. */
static bool copy_text(const char **to, const char *from) {
  *to = from ? strdup(from) : NULL;
  return *to || !from;
}

PYCAP_API int pycap_engine_source(pycap_engine *e, const pycap_source *from) {
  pycap_source own = PYCAP_SOURCE_INIT, *source = from ? &own : NULL;
  int code = engine_enter(e, false);
  if (code) return code;
  if (from && !sized_read(&own, sizeof own, from))
    return engine_fail(e, PYCAP_ARGUMENT, SIZED_WRONG(pycap_source, from));
  if (source && source->device && source->filename)
    return engine_fail(e, PYCAP_ARGUMENT, "source: a device and a file");
  free_source(e);
  if (e->script) e->script->opened = false;
  if (!source) return PYCAP_OK;
  e->source.size = sizeof e->source;
  e->source.snaplen = source->snaplen;
  e->source.promiscuous = source->promiscuous;
  e->source.immediate = source->immediate;
  e->source.buffer = source->buffer;
  if (!copy_text(&e->source.device, source->device) ||
      !copy_text(&e->source.filename, source->filename) ||
      !copy_text(&e->source.filter, source->filter)) {
    free_source(e);
    return no_memory(e);
  }
  e->has_source = true;
  return PYCAP_OK;
}

PYCAP_API void pycap_engine_stop(pycap_engine *e) {
  atomic_store(&e->stopping, true);
  waker_wake(e->wakefd);
}

bool engine_stopped(pycap_engine *e) {
  if (!atomic_load(&e->stopping)) return false;
  waker_drain(e->wakefd);  /* or the next wait would find it readable */
  return atomic_exchange(&e->stopping, false);
}

PYCAP_API int pycap_engine_stats(pycap_engine *e, pycap_stats *stats) {
  pycap_stats now = e->stats;
  if (e->script) {
    now.allocations += e->script->pool.allocations;
    now.memory = e->script->pool.used;
    now.peak = e->script->pool.peak;
  }
  if (sized_write(stats, sizeof now, &now)) return PYCAP_OK;
  return engine_fail(e, PYCAP_ARGUMENT, SIZED_WRONG(pycap_stats, stats));
}

PYCAP_API const char *pycap_version(void) { return PYCAP_VERSION; }
