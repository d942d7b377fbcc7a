/*
** workers.c - pcaplua --workers: the script in several engines at once
*/
#include "workers.h"

#include <errno.h>
#include <lauxlib.h>
#include <lualib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "../lua/module.h"

/* What the signal handler needs. */
static pycap_workers *volatile running;
static volatile sig_atomic_t interrupts;

/* The first stops all, and what they have is joined; the second is the end. */
static void on_interrupt(int signal) {
  (void)signal;
  if (interrupts++ > 0) _exit(EXIT_INTERRUPT);
  pycap_workers_stop(running);
}

static void catch_interrupt(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_interrupt;
  sigaction(SIGINT, &action, NULL);
}

/* --- what engines call --- */

/* print: whole lines, whichever worker says them. */
static void print_line(void *context, const char *text, size_t size) {
  (void)context;
  flockfile(stdout);
  fwrite(text, 1, size, stdout);
  putc('\n', stdout);
  fflush(stdout);
  funlockfile(stdout);
}

static void print_failure(void *context, int worker, int code,
                          const char *text) {
  int *status = context;
  *status = code == PYCAP_FILE ? EXIT_OPEN : EXIT_SCRIPT;
  fflush(stdout);
  fprintf(stderr, "pcaplua: worker %d: %s\n", worker + 1, text);
}

static int refuse_source(lua_State *L) {
  return luaL_error(L, "pycap(): with --workers, packets come to the handlers "
                    "of pycap.on, once the script's text has ended");
}

/* Before the script: as pcaplua's own state is made. */
static int open_state(lua_State *L) {
  const char *init = getenv("LUA_INIT" LUA_VERSUFFIX);
  if (!init) init = getenv("LUA_INIT");
  pycap_opener(L, refuse_source);
  if (!init || getauxval(AT_SECURE)) return 0;
  int status = *init == '@' ? luaL_loadfile(L, init + 1)
                            : luaL_loadbuffer(L, init, strlen(init),
                                              "=LUA_INIT");
  if (status != LUA_OK) return lua_error(L);
  lua_call(L, 0, 0);
  return 0;
}

/* Of a program with privileges others choose no modules. */
static void forget_environment(void) {
  static const char *const names[] = {
    "LUA_PATH", "LUA_PATH" LUA_VERSUFFIX,
    "LUA_CPATH", "LUA_CPATH" LUA_VERSUFFIX, NULL
  };
  if (!getauxval(AT_SECURE)) return;
  for (int i = 0; names[i]; i++) unsetenv(names[i]);
}

/* --- the script --- */

/* A whole file; NULL: errno says why. */
static char *read_file(FILE *file, size_t *size) {
  size_t room = 0, got = 1;
  char *text = NULL;
  for (*size = 0; got > 0; *size += got) {
    if (*size == room) {
      char *more = realloc(text, room = room ? room * 2 : 16384);
      if (!more) break;
      text = more;
    }
    got = fread(text + *size, 1, room - *size, file);
  }
  if (got == 0 && !ferror(file)) return text;
  free(text);
  return NULL;
}

static int load_all(pycap_workers *w, const Parts *parts, const char *name,
                    const char *text, size_t size) {
  int count = 0;
  while (parts->arguments[count]) count++;
  for (int i = 0; i < parts->workers.count; i++) {
    pycap_engine *e = pycap_workers_engine(w, i);
    int code = pycap_engine_arguments(e, count, parts->arguments);
    if (!code) code = pycap_engine_load(e, name, text, size);
    if (!code) continue;
    fflush(stdout);
    fprintf(stderr, "pcaplua: %s\n", pycap_engine_error(e));
    return EXIT_SCRIPT;
  }
  return 0;
}

/* Loads it in all engines: 0, or the exit status. */
static int load_script(pycap_workers *w, const Parts *parts) {
  const char *name = parts->script;
  size_t size;
  if (parts->chunk)
    return load_all(w, parts, "--eval", parts->chunk, strlen(parts->chunk));
  FILE *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "rb");
  char *text = file ? read_file(file, &size) : NULL;
  if (!text) fprintf(stderr, "pcaplua: %s: %s\n", name, strerror(errno));
  if (file && file != stdin) fclose(file);
  if (!text) return EXIT_OPEN;
  int status = load_all(w, parts, name, text, size);
  free(text);
  return status;
}

/* --- running --- */

/* Adds the device, or the files: 0, or the exit status. */
static int add_sources(pycap_workers *w, Parts *parts) {
  int code = PYCAP_OK;
  for (int i = 0; i < parts->file_count && !code; i++) {
    parts->source.filename = parts->files[i];
    code = pycap_workers_source(w, &parts->source);
  }
  if (parts->file_count == 0) code = pycap_workers_source(w, &parts->source);
  if (!code) return 0;
  fprintf(stderr, "pcaplua: %s\n", pycap_workers_error(w));
  return EXIT_SCRIPT;
}

int workers_run(Parts *parts) {
  pycap_options engine = {.size = sizeof engine, .libraries = PYCAP_LIB_ALL,
                          .log = print_line, .open = open_state};
  pycap_workers_options *o = &parts->workers;
  pycap_workers *w;
  int failed = 0;
  if (parts->file_count > 0 && o->count > parts->file_count)
    o->count = parts->file_count;
  o->engine = &engine;
  o->failed = print_failure;
  o->context = &failed;
  forget_environment();
  if (pycap_workers_new(&w, o)) {
    fputs("pcaplua: not enough memory\n", stderr);
    return EXIT_SCRIPT;
  }
  running = w;
  catch_interrupt();
  int status = load_script(w, parts);
  if (status == 0) status = add_sources(w, parts);
  if (status == 0 && interrupts == 0) {
    int code = pycap_workers_run(w);
    status = failed ? failed : code ? EXIT_SCRIPT : 0;
  }
  signal(SIGINT, SIG_DFL);
  pycap_workers_free(w);
  return status == 0 && interrupts > 0 ? EXIT_INTERRUPT : status;
}
