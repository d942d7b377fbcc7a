/*
** workers.c - pcaplua --workers: the script in several engines at once
*/
#include "workers.h"

#include <errno.h>
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lua/host.h"
#include "../pycap.h"
#include "../script/load.h"
#include "doors.h"
#include "privilege.h"
#include "protocols.h"
#include "sandbox.h"
#include "say.h"
#include "signals.h"
#include "watch.h"

static pycap_workers *volatile running;  /* for the signal handler */
static const Options *given;  /* for what engines call */

/* The first stops all, and what they have is joined; the second is the end. */
static void interrupt(int count) {
  if (count > 1) _exit(EXIT_INTERRUPT);
  pycap_workers_stop(running);
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
  say("worker %d: %s", worker + 1, text);
}

/* True when devices are opened after the script's text has run. */
static bool opens_late(const Options *o) {
  return o->file_count == 0 || o->injected.count > 0;
}

/* What is dropped when nothing more is to be opened. The exit status. */
static int drop(const Options *o) {
  int status = privilege_drop(o);
  return status == 0 && o->sandbox ? sandbox_calls(o) : status;
}

/* The device is open. `context` is the exit status. */
static int drop_rights(void *context) {
  int *status = context;
  if (!given->sandbox || opens_late(given)) *status = drop(given);
  return *status;
}

/* Closes the sandbox as far as what is opened late allows. */
static int enter_sandbox(const Options *o) {
  int status = o->sandbox ? sandbox_files(o) : 0;
  return status == 0 && o->sandbox && !opens_late(o) ? drop(o) : status;
}

static int refuse_source(lua_State *L) {
  return luaL_error(L, "pycap(): with --workers, packets come to the handlers "
                    "of pycap.on, once the script's text has ended");
}

/* Before the script: as pcaplua's own state is made. */
static int open_state(lua_State *L) {
  host_opener(L, refuse_source);
  host_watch(L, &watch_device);
  if (given->sandbox) {
    lua_pushcfunction(L, doors_install);
    lua_pushlightuserdata(L, (void *)given);
    lua_call(L, 1, 0);
  }
  int status = given->sandbox ? -1 : text_init(L);
  if (status > LUA_OK) return lua_error(L);
  if (status == LUA_OK) lua_call(L, 0, 0);
  lua_pushcfunction(L, protocols_load);
  lua_pushlightuserdata(L, (void *)given);
  lua_call(L, 1, 0);
  return 0;
}

/* --- the script --- */

/* Loads the text in all engines: 0, or the exit status. */
static int load_all(pycap_workers *w, const Options *o, const char *name,
                    const char *text, size_t size) {
  for (int i = 0; pycap_workers_engine(w, i); i++) {
    pycap_engine *e = pycap_workers_engine(w, i);
    int code = pycap_engine_arguments(e, o->total - o->before,
                                      o->words + o->before);
    if (!code) code = pycap_engine_load(e, name, text, size);
    if (!code) continue;
    fflush(stdout);
    say("%s", pycap_engine_error(e));
    return EXIT_SCRIPT;
  }
  return 0;
}

static int load_script(pycap_workers *w, const Options *o) {
  Text text = {NULL, 0};
  bool standard = o->script && strcmp(o->script, "-") == 0;
  if (o->script && !text_read(&text, standard ? NULL : o->script)) {
    say("cannot open %s: %s", o->script, text_error(errno));
    return EXIT_OPEN;
  }
  int status = enter_sandbox(o);
  if (status == 0)
    status = o->chunk ? load_all(w, o, "--eval", o->chunk, strlen(o->chunk))
                      : load_all(w, o, o->script, text.bytes, text.size);
  free(text.bytes);
  return status;
}

/* --- running --- */

/* Adds the device, or the files: 0, or the exit status. */
static int add_sources(pycap_workers *w, const Options *o) {
  const Source *s = &o->source;
  pycap_source source = {
    .size = sizeof source, .device = s->device, .filter = s->filter,
    .snaplen = s->snaplen, .promiscuous = s->promiscuous,
    .immediate = s->immediate, .buffer = s->buffer
  };
  int code = PYCAP_OK;
  for (int i = 0; i < o->file_count && !code; i++) {
    source.filename = o->files[i];
    code = pycap_workers_source(w, &source);
  }
  if (o->file_count == 0 && !s->device) options_misplaced(o);
  if (o->file_count == 0) code = pycap_workers_source(w, &source);
  if (!code) return 0;
  say("%s", pycap_workers_error(w));
  return EXIT_SCRIPT;
}

int workers_run(const Options *o) {
  int failed = 0, count = (int)o->workers;
  pycap_workers *w;
  given = o;
  int by = !o->by ? PYCAP_BY_COUNT
           : strcmp(o->by, "flow") == 0 ? PYCAP_BY_FLOW : PYCAP_BY_FILE;
  if (by == PYCAP_BY_FILE && o->file_count > 0 && count > o->file_count)
    count = o->file_count;
  pycap_options engine = {.size = sizeof engine, .memory = (size_t)o->memory,
                          .instructions = o->instructions,
                          .libraries = o->sandbox ? PYCAP_LIB_CAPTURE
                                                  : PYCAP_LIB_ALL,
                          .log = print_line, .open = open_state,
                          .fragments = o->source.fragments};
  pycap_workers_options options = {
    .size = sizeof options, .count = count, .engine = &engine,
    .merge_every = o->merge_every,
    .go_on = o->failure && strcmp(o->failure, "go-on") == 0,
    .failed = print_failure, .context = &failed, .by = by, .ready = drop_rights
  };
  if (o->sandbox && (failed = doors_begin(o)) != 0) return failed;
  if (pycap_workers_new(&w, &options)) {
    fputs("pcaplua: not enough memory\n", stderr);
    return EXIT_SCRIPT;
  }
  running = w;
  signals_begin(interrupt);
  int status = add_sources(w, o);
  if (status == 0) status = load_script(w, o);
  if (status == 0 && signals_count() == 0) {
    int code = pycap_workers_run(w);
    if (code && !failed) say("%s", pycap_workers_error(w));
    status = failed ? failed : code ? EXIT_SCRIPT : 0;
  }
  signals_end();
  pycap_workers_free(w);
  watch_report();
  return status == 0 && signals_count() > 0 ? EXIT_INTERRUPT : status;
}
