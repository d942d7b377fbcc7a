/*
** handle.c - a pycap_engine: what the host has set, and what it is told
*/
#include "handle.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../io/wait.h"
#include "sized.h"
#include "stack.h"

/* --- around every call --- */

int engine_fail(pycap_engine *e, int code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(e->error, sizeof e->error, format, arguments);
  va_end(arguments);
  return code;
}

int engine_nomemory(pycap_engine *e) {
  return engine_fail(e, PYCAP_MEMORY, "not enough memory");
}

int engine_list(pycap_engine *e, const char *call, const char *what, int count,
                const void *list) {
  if (count < 0)
    return engine_fail(e, PYCAP_ARGUMENT, "%s: 0 or more %s expected, got %d",
                       call, what, count);
  if (count > 0 && !list)
    return engine_fail(e, PYCAP_ARGUMENT, "%s: a list of %d %s expected, got "
                       "NULL", call, count, what);
  return PYCAP_OK;
}

int engine_stack(pycap_engine *e) {
  size_t left;
  if (stack_suffices(&left)) return PYCAP_OK;
  return engine_fail(e, PYCAP_ARGUMENT, "a thread with %zu KiB of stack left "
                     "expected, got %zu KiB", STACK_NEEDED >> 10, left >> 10);
}

int engine_enter(pycap_engine *e, bool script) {
  if (e->busy) return PYCAP_BUSY;  /* the text is of the call that runs */
  int code = engine_stack(e);
  if (code) return code;
  if (script && !e->loaded)
    return engine_fail(e, PYCAP_ARGUMENT, "no script is loaded");
  e->error[0] = '\0';
  e->bytes = NULL;
  e->size = 0;
  return PYCAP_OK;
}

int engine_leave(pycap_engine *e, int code) {
  if (code == PYCAP_STOPPED) engine_stopped(e);
  e->busy = false;
  return code;
}

PYCAP_API const char *pycap_engine_error(const pycap_engine *e) {
  return e->busy ? "the engine is running: it cannot be called by what it calls"
                 : e->error;
}

/* --- stopping --- */

PYCAP_API void pycap_engine_stop(pycap_engine *e) {
  atomic_store(&e->stopping, true);
  waker_wake(e->wakefd);
}

bool engine_stopped(pycap_engine *e) {
  if (!atomic_load(&e->stopping)) return false;
  waker_drain(e->wakefd);  /* or the next wait would find it readable */
  return atomic_exchange(&e->stopping, false);
}

void engine_unstop(pycap_engine *e) {
  atomic_store(&e->stopping, false);
  waker_drain(e->wakefd);
}

/* --- what the host sets --- */

PYCAP_API int pycap_engine_register(pycap_engine *e, const char *name,
                                    pycap_function function, void *context) {
  Registered **at = &e->registered, *r;
  int code = engine_enter(e, false);
  if (code) return code;
  if (!name || !function)
    return engine_fail(e, PYCAP_ARGUMENT, "register: a %s expected, got NULL",
                       name ? "function" : "name");
  while (*at && strcmp((*at)->name, name) != 0) at = &(*at)->next;
  r = *at;
  if (!r) {
    r = malloc(sizeof *r + strlen(name) + 1);
    if (!r) return engine_nomemory(e);
    r->next = NULL;
    strcpy(r->name, name);
    *at = r;
  }
  r->function = function;
  r->context = context;
  return PYCAP_OK;
}

static void free_arguments(pycap_engine *e) {
  for (int i = 0; i < e->argument_count; i++) free(e->arguments[i]);
  free(e->arguments);
  e->arguments = NULL;
  e->argument_count = 0;
}

PYCAP_API int pycap_engine_arguments(pycap_engine *e, int count,
                                     const char *const *arguments) {
  int code = engine_enter(e, false);
  if (code) return code;
  code = engine_list(e, "arguments", "strings", count, arguments);
  if (code) return code;
  for (int i = 0; i < count; i++)
    if (!arguments[i])
      return engine_fail(e, PYCAP_ARGUMENT, "arguments: a string expected at "
                         "%d, got NULL", i);
  free_arguments(e);
  if (count == 0) return PYCAP_OK;
  e->arguments = calloc((size_t)count, sizeof *e->arguments);
  if (!e->arguments) return engine_nomemory(e);
  for (; e->argument_count < count; e->argument_count++) {
    char *copy = strdup(arguments[e->argument_count]);
    if (!copy) {
      free_arguments(e);
      return engine_nomemory(e);
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

void source_free(pycap_source *source) {
  free((char *)source->device);
  free((char *)source->filename);
  free((char *)source->filter);
  memset(source, 0, sizeof *source);
}

bool source_copy(pycap_source *to, const pycap_source *from) {
  *to = *from;
  bool copied = copy_text(&to->device, from->device);
  copied = copy_text(&to->filename, from->filename) && copied;
  copied = copy_text(&to->filter, from->filter) && copied;
  if (!copied) source_free(to);
  return copied;
}

PYCAP_API int pycap_engine_source(pycap_engine *e, const pycap_source *from) {
  pycap_source own, *source = from ? &own : NULL;
  int code = engine_enter(e, false);
  if (code) return code;
  if (from && !sized_read(&own, sizeof own, from))
    return engine_fail(e, PYCAP_ARGUMENT, SIZED_WRONG(pycap_source, from));
  if (source && source->device && source->filename)
    return engine_fail(e, PYCAP_ARGUMENT, "source: a device or a file "
                       "expected, got both, %s and %s", source->device,
                       source->filename);
  if (source && (source->snaplen < 0 || source->buffer < 0))
    return engine_fail(e, PYCAP_ARGUMENT, SOURCE_NEGATIVE(source));
  source_free(&e->source);
  e->has_source = e->source_open = false;
  if (!source) return PYCAP_OK;
  e->has_source = source_copy(&e->source, source);
  return e->has_source ? PYCAP_OK : engine_nomemory(e);
}

void engine_forget(pycap_engine *e) {
  while (e->registered) {
    Registered *next = e->registered->next;
    free(e->registered);
    e->registered = next;
  }
  free_arguments(e);
  source_free(&e->source);
}
