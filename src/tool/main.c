/*
** main.c - pcaplua: a host program that runs packet scripts
*/
#include <errno.h>
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../limits/install.h"
#include "../script/load.h"
#include "../script/state.h"
#include "../script/trace.h"
#include "doors.h"
#include "instrument.h"
#include "interrupt.h"
#include "options.h"
#include "printing.h"
#include "privilege.h"
#include "prompt.h"
#include "protocols.h"
#include "sandbox.h"
#include "say.h"
#include "signals.h"
#include "watch.h"
#include "workers.h"

static Options options;
static Script script;
static bool open_failed;  /* the error is that the source cannot be opened */
static bool interrupted;  /* the error is that of Ctrl-C */

/* In the registry: the error of open_capture. */
static const char refused_key[] = "pcaplua.refused";

/* --- the source --- */

/* options of the script, or nil -> capture */
static int open_source(lua_State *L) {
  if (!options.source.device && !options.source.filename)
    options_misplaced(&options);
  source_open(L, &options.source);
  return 1;
}

/* The same; who asks next, when it failed, tries again. */
static int open_capture(lua_State *L) {
  lua_settop(L, 1);
  lua_pushcfunction(L, open_source);
  lua_insert(L, 1);
  if (lua_pcall(L, 1, 1, 0) == LUA_OK) return 1;
  host_opener(L, open_capture);
  lua_pushvalue(L, -1);
  lua_setfield(L, LUA_REGISTRYINDEX, refused_key);
  return lua_error(L);
}

/* --- running --- */

/* True if the error at index 1 is what open_capture raised. */
static bool of_opening(lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, refused_key);
  bool same = !lua_isnil(L, -1) && lua_rawequal(L, 1, -1);
  lua_pop(L, 1);
  return same || host_refused(L, 1);
}

/* error -> its text, with a traceback if it is the script's. Of a file that
** cannot be read, only what is wrong with the file. */
static int trace(lua_State *L) {
  open_failed = of_opening(L);
  interrupted = interrupt_caused(L);
  if (trace_file(L)) return 1;
  luaL_tolstring(L, 1, NULL);
  lua_replace(L, 1);
  lua_settop(L, 1);
  return open_failed || !options_scripted(&options) ? 1 : trace_error(L);
}

/* Prints the error on top. The exit status. */
static int report(lua_State *L) {
  const char *text = lua_tostring(L, -1);
  fflush(stdout);
  if (interrupted) return EXIT_INTERRUPT;
  say("%s", text ? text : "(error object is no text)");
  return open_failed ? EXIT_OPEN : EXIT_SCRIPT;
}

/* Calls what is on top with `n` arguments. The exit status. */
static int call(lua_State *L, int n) {
  int handler = lua_gettop(L) - n;
  lua_pushcfunction(L, trace);
  lua_insert(L, handler);
  int status = lua_pcall(L, n, 0, handler);
  return status == LUA_OK ? 0 : report(L);
}

/* Opens the source; leaves it on top. 0, or a status. */
static int open_now(lua_State *L) {
  lua_pushcfunction(L, open_capture);
  if (lua_pcall(L, 0, 1, 0) == LUA_OK) return 0;
  open_failed = true;
  if (lua_istable(L, -1)) lua_getfield(L, -1, "message");
  else luaL_tolstring(L, -1, NULL);
  printing_advise(L, &options);
  return report(L);
}

/* Reads the script: 0, or the exit status. */
static int read_script(lua_State *L, Text *text) {
  *text = (Text){NULL, 0};
  if (options.chunk) return 0;
  if (text_read(text, strcmp(options.script, "-") ? options.script : NULL))
    return 0;
  lua_pushfstring(L, "cannot open %s: %s", options.script, text_error(errno));
  open_failed = true;
  return report(L);
}

/* Compiles and frees it; pushes the function. */
static int load_script(lua_State *L, Text *text) {
  const char *chunk = options.chunk, *name = "=--eval";
  if (!chunk)
    name = strcmp(options.script, "-") == 0
      ? "=stdin" : lua_pushfstring(L, "@%s", options.script);
  int status = text_compile(L, name, chunk ? chunk : text->bytes,
                            chunk ? strlen(chunk) : text->size);
  free(text->bytes);
  if (status != LUA_OK) return report(L);
  if (options.watch) {  /* which compiles it again */
    lua_pop(L, 1);
    instrument_watch(L, options.script);
  }
  return 0;
}

static int run_init(lua_State *L) {
  int status = text_init(L);
  if (status == -1) return 0;
  return status == LUA_OK ? call(L, 0) : report(L);
}

static int loop(lua_State *L) {
  host_loop(L);
  return 0;
}

/* Runs handlers, timers and coroutines, once the script's text has ended. */
static int run_handlers(lua_State *L) {
  if (!host_waits(L)) return 0;
  lua_pushcfunction(L, loop);
  return call(L, 0);
}

static int end(lua_State *L) {
  host_end(L);
  return 0;
}

/* Runs what is to be called at the end, after errors too. The exit status. */
static int run_end(lua_State *L, int status) {
  if (interrupted) return status;
  lua_pushcfunction(L, end);
  int failed = call(L, 0);
  return status ? status : failed;
}

/* Without a script: prints, or lists. The exit status. */
static int run_printing(lua_State *L) {
  int status = options_listing(&options) ? 0 : open_now(L);
  if (status != 0) return status;
  printing_push(L, &options);
  status = call(L, 1);
  if (status == 0 && signals_count() > 0 && !watch_isopen()) watch_tell(L);
  return run_end(L, status);
}

/* Runs what declares protocols. 0, or the exit status. */
static int run_protocols(lua_State *L) {
  lua_pushcfunction(L, protocols_load);
  lua_pushlightuserdata(L, &options);
  return call(L, 1);
}

/* Opens the source if options name one. Devices, and what else has to be open
** before files are confined, come `early`. */
static int open_some(lua_State *L, bool early) {
  const Source *from = &options.source;
  bool remote = from->filename && strstr(from->filename, "://");
  if (!from->device && !from->filename) return 0;
  return early == (from->device || remote) ? open_now(L) : 0;
}

/* Opens what the sandbox leaves, reads the script, and closes the sandbox. */
static int enter_sandbox(lua_State *L, Text *text) {
  int status = doors_begin(&options);
  if (status != 0) return status;
  lua_pushcfunction(L, doors_install);
  lua_pushlightuserdata(L, &options);
  status = call(L, 1);
  if (!options.source.device && !options.source.filename) host_opener(L, NULL);
  if (status == 0) status = open_some(L, true);
  if (status == 0) status = read_script(L, text);
  if (status == 0) status = sandbox_files(&options);
  if (status == 0) status = open_some(L, false);
  if (status == 0) status = privilege_drop(&options);
  if (status == 0) status = sandbox_calls(&options);
  return status == 0 ? run_protocols(L) : status;
}

/* Opens a file, or with -Z the device, before the script runs. */
static int enter(lua_State *L, Text *text) {
  bool drops = privilege_user(&options) != NULL;
  int status = 0;
  if (options.source.filename || (drops && options.source.device))
    status = open_now(L);
  if (status == 0) status = read_script(L, text);
  return status == 0 ? privilege_drop(&options) : status;
}

/* The capture of -i or -r is the global `capture`. The exit status. */
static int run_prompt(lua_State *L) {
  const Source *from = &options.source;
  int status = from->device || from->filename ? open_now(L) : 0;
  if (status != 0) return status;
  if (from->device || from->filename) lua_setglobal(L, "capture");
  status = privilege_drop(&options);
  if (status != 0) return status;
  lua_pushcfunction(L, prompt);
  lua_pushlightuserdata(L, &options);
  return run_end(L, call(L, 1));
}

static int run_script(lua_State *L) {
  Text text;
  int status = options.sandbox ? 0 : run_init(L);
  if (status == 0 && !options.sandbox) status = run_protocols(L);
  host_opener(L, open_capture);
  if (status == 0 && options.interactive) return run_prompt(L);
  if (status == 0 && (options_listing(&options) || !options_scripted(&options)))
    return run_printing(L);
  if (status == 0)
    status = options.sandbox ? enter_sandbox(L, &text) : enter(L, &text);
  if (status == 0) {
    lua_pushcfunction(L, instrument);
    lua_pushlightuserdata(L, &options);
    status = call(L, 1);
  }
  if (status == 0) status = load_script(L, &text);
  if (status != 0) return status;
  status = call(L, arguments_push(L, options.script, options.words,
                                  options.total, options.before - 1));
  if (status != 0) return status;
  status = run_end(L, run_handlers(L));
  if (instrument_report(L)) call(L, 0);
  return status;
}

/* Protected: nothing -> exit status */
static int run(lua_State *L) {
  bool limited = options.memory || options.instructions;
  script_prepare(&script);
  doors_libraries(L, &options);
  if (limited) limits_install(L);
  script_openmodule(&script);
  if (limited) limits_module(L);
  lua_pop(L, 1);
  limits_startup(L);
  host_watch(L, &watch_device);
  interrupt_begin(L, script.module, &options);
  lua_pushinteger(L, run_script(L));
  return 1;
}

static void warned(void *context, const char *text) {
  (void)context;
  say("%s", text);
}

/* Runs the script in a state of its own. The exit status. */
static int interpret(void) {
  script.host.wakefd = -1;
  script.host.warned = warned;
  if (options.memory || options.instructions) {
    script.host.begin = limits_begin;
    script.host.resumed = limits_resumed;
    script.host.charge = limits_charge;
  }
  script.host.memory = script.pool.memory.limit = (size_t)options.memory;
  script.limits.instructions = options.instructions;
  bool timed = options.sandbox && !options.instructions;
  if (timed) script.limits.late = SANDBOX_LATE;
  if (!script_open(&script)) {
    fputs("pcaplua: not enough memory\n", stderr);
    return EXIT_SCRIPT;
  }
  lua_State *L = script.L;
  lua_setwarnf(L, say_warning, NULL);
  if (timed) sandbox_watch(&script.limits);
  lua_pushcfunction(L, run);
  int status = lua_pcall(L, 0, 1, 0) == LUA_OK ? (int)lua_tointeger(L, -1)
                                               : report(L);
  interrupt_end();
  script.module = NULL;
  if (timed) sandbox_watch(NULL);
  script_close(&script);
  watch_report();
  return status;
}

/* Sees that what was printed is written, unless something else went wrong. The
** exit status. */
static int finish(int status) {
  errno = 0;
  if ((fflush(stdout) == 0 && !ferror(stdout)) || status != 0) return status;
  say("standard output: %s: the end of what was printed is lost",
      errno ? strerror(errno) : "it could not be written to");
  return EXIT_SCRIPT;
}

/* os.exit leaves things open. */
static void leave(void) {
  if (watch_isopen() && script.module) host_unwatch(script.module);
  watch_report();
}

int main(int argc, char **argv) {
  if (privilege_borrowed()) return EXIT_USAGE;
  options.files = calloc((size_t)argc + 1, sizeof *options.files);
  options.protocols = calloc((size_t)argc + 1, sizeof *options.protocols);
  if (!options.files || !options.protocols) return EXIT_SCRIPT;
  int status = options_read(&options, argc, argv);
  if (status != 0) return finish(status - 1);
  if (!options_listing(&options)) status = privilege_begin(&options);
  if (status != 0) return status;
  if (options.workers && !options_listing(&options))
    return finish(workers_run(&options));
  atexit(leave);
  status = finish(interpret());
  return status == 0 && signals_count() > 0 ? EXIT_INTERRUPT : status;
}
