/*
** handle.h - a pycap_engine: what the host has set, and what it is told
*/
#ifndef PYCAP_HANDLE_H
#define PYCAP_HANDLE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "../pycap.h"

#define ERROR_MAX 2001

/* A function of the host. */
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
  struct Loaded *loaded; /* the script, NULL: none (engine.h) */
  Registered *registered;
  char **arguments;
  int argument_count;
  struct Worker *worker; /* whose it is (worker.h), NULL: the host's */
  bool (*shares)(const struct Worker *, const char *);  /* worker_shares */
  pycap_source source;   /* its strings are the engine's */
  bool has_source;
  bool source_open;      /* for the script that is loaded */
  const void *bytes;     /* of the last verdict */
  size_t size;
  pycap_stats stats;     /* without those of the script that is loaded */
  char error[ERROR_MAX];
};

/* Keeps a text as the engine's error; returns the code. */
int engine_fail(pycap_engine *engine, int code, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;
int engine_nomemory(pycap_engine *engine);

/* Checks that a list and its count go together: 0 or a code. */
int engine_list(pycap_engine *engine, const char *call, const char *what,
                int count, const void *list);

/* 0, or a code and its text: the thread has too small a stack for scripts. */
int engine_stack(pycap_engine *engine);

/*
** Every function begins with this: 0, or a code when the engine is busy, has no
** script and needs one (`script`), or the thread has too small a stack.
*/
int engine_enter(pycap_engine *engine, bool script);

/* Ends what made the engine busy. Returns the code. */
int engine_leave(pycap_engine *engine, int code);

/* Takes note of pycap_engine_stop, whose work is done then: was it called? */
bool engine_stopped(pycap_engine *engine);

/* Forgets a stop that came, and its wake-up. */
void engine_unstop(pycap_engine *engine);

/* Forgets what the host has set. */
void engine_forget(pycap_engine *engine);

/* What is wrong with a source of a negative size: a format and its values. */
#define SOURCE_NEGATIVE(source) \
  "source: a %s of 0 or more bytes expected, got %d", \
  (source)->snaplen < 0 ? "snaplen" : "buffer", \
  (source)->snaplen < 0 ? (source)->snaplen : (source)->buffer

/* Copies a source with its strings, which source_free frees. False: no
** memory, and there is nothing to free. */
bool source_copy(pycap_source *to, const pycap_source *from);
void source_free(pycap_source *source);

#endif
