/*
** handle.h - a pycap_engine: the host's settings, and errors for the host
*/
#ifndef PYCAP_HANDLE_H
#define PYCAP_HANDLE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "../pycap.h"

#define ERROR_MAX 2001

/* A function that the host has registered for scripts. */
typedef struct Registered {
  struct Registered *next;
  pycap_function function;
  void *context;
  char name[];
} Registered;

struct pycap_engine {
  pycap_options options;
  atomic_bool stopping;
  int wakefd;
  bool busy;
  struct Loaded *loaded; /* the script (engine.h); NULL: none */
  Registered *registered;
  char **arguments;
  int argument_count;
  struct Worker *worker; /* the worker that owns it (worker.h); NULL: none */
  bool (*shares)(const struct Worker *, const char *);  /* worker_shares */
  pycap_source source;   /* the engine owns its strings */
  bool has_source;
  bool source_open;      /* the loaded script has opened it */
  const void *bytes;     /* the packet of the last PYCAP_REPLACE, or NULL */
  size_t size;           /* bytes of that packet */
  pycap_stats stats;     /* without the memory counts of the loaded script */
  char error[ERROR_MAX];
};

/* Sets the text of the engine's error, and returns `code`. */
int engine_fail(pycap_engine *engine, int code, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;
int engine_nomemory(pycap_engine *engine);

/* Returns 0, or a code where `count` is negative or `list` is NULL though
** `count` is not 0. */
int engine_list(pycap_engine *engine, const char *call, const char *what,
                int count, const void *list);

/* Returns 0, or PYCAP_ARGUMENT and an error text where the thread has too
** little stack left for scripts. */
int engine_stack(pycap_engine *engine);

/*
** Every function of the API begins with this. Returns 0; or a code where the
** engine is busy, where the thread has too little stack left, or where
** `script` is true and no script is loaded.
*/
int engine_enter(pycap_engine *engine, bool script);

/* Marks the engine as no longer busy, and returns `code`. PYCAP_STOPPED also
** consumes the stop. */
int engine_leave(pycap_engine *engine, int code);

/* Consumes a stop. True: pycap_engine_stop was called since the last time. */
bool engine_stopped(pycap_engine *engine);

/* Discards a stop, and empties the engine's wake-up descriptor. */
void engine_unstop(pycap_engine *engine);

/* Frees the registered functions, the arguments and the source. */
void engine_forget(pycap_engine *engine);

/* The error text for a source whose snaplen or buffer is negative: a format
** and its values. */
#define SOURCE_NEGATIVE(source) \
  "source: a %s of 0 or more bytes expected, got %d", \
  (source)->snaplen < 0 ? "snaplen" : "buffer", \
  (source)->snaplen < 0 ? (source)->snaplen : (source)->buffer

/* Copies a source and its strings; source_free frees the copy. False: no
** memory; then there is nothing to free. */
bool source_copy(pycap_source *to, const pycap_source *from);
void source_free(pycap_source *source);

#endif
