/*
** main.c - pcaplua: a host program that runs packet scripts
*/
#include <errno.h>
#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../limits/install.h"
#include "../limits/modules.h"
#include "../script/load.h"
#include "../script/state.h"
#include "../script/trace.h"
#include "instrument.h"
#include "options.h"
#include "printing.h"
#include "privilege.h"
#include "protocols.h"
#include "say.h"
#include "signals.h"
#include "watch.h"
#include "workers.h"

/* What the signal handler needs: there is one interpreter in this program. */
static lua_State *volatile interpreter;
static State *volatile module;

static Options options;
static Script script;
static bool open_failed;  /* the error is that the source cannot be opened */
static bool interrupted;  /* the error is that of Ctrl-C */

static const char interruption[] = "interrupted!";

/* In the registry: the error of open_capture. */
static const char refused_key[] = "pcaplua.refused";

/* --- Ctrl-C --- */

static void raise_interrupt(lua_State *L, lua_Debug *ar) {
  (void)ar;
  lua_sethook(interpreter, NULL, 0, 0);
  lua_sethook(L, NULL, 0, 0);
  luaL_error(L, "%s", interruption);
}

/* The first ends what runs or waits; else, and then, the script is ended. */
static void interrupt(int count) {
  bool stopped = module && host_interrupt(module);
  if (count == 1 && stopped) return;
  if (module) host_hook(module, interpreter, raise_interrupt);
}

/* --- what signals ask --- */

/* What a script has set, which the hook below takes the place of for once. */
static struct {
  lua_Hook function;
  int mask, count;
} previous_hook;

static void answer(lua_State *L, lua_Debug *ar) {
  lua_sethook(L, NULL, 0, 0);
  lua_sethook(interpreter, previous_hook.function, previous_hook.mask,
              previous_hook.count);
  if (signals_count() > 1) raise_interrupt(L, ar);
  int asked = signals_asked();
  if (asked & ASKED_COUNTS) watch_tell(L);
  if (asked & ASKED_FILE) printing_serve(L, "reopen");
  if (asked & ASKED_PROGRESS && !printing_serve(L, "draw")) watch_draw(L);
}

/* A signal handler. */
static void ask(void) {
  lua_Hook hook = lua_gethook(interpreter);
  if (!module || hook == raise_interrupt) return;
  if (hook != answer) {
    previous_hook.function = hook;
    previous_hook.mask = lua_gethookmask(interpreter);
    previous_hook.count = lua_gethookcount(interpreter);
  }
  host_hook(module, interpreter, answer);
}

static void listen_to_signals(void) {
  signals_ask(ask);
  if (options.write) signals_reopen();
  bool drawn = options.top && isatty(STDOUT_FILENO);
  if (drawn || (isatty(STDERR_FILENO) && !printing_talks(&options)))
    signals_tick(drawn ? 1000 : 500);
}

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

/* True if it is Ctrl-C's: from raise_interrupt, or from what waited. */
static bool of_interrupt(lua_State *L) {
  if (signals_count() == 0) return false;
  if (lua_type(L, 1) == LUA_TSTRING)
    return strstr(lua_tostring(L, 1), interruption) != NULL;
  if (!lua_istable(L, 1)) return false;
  lua_pushliteral(L, "code");
  lua_rawget(L, 1);
  const char *code = lua_tostring(L, -1);
  return code && strcmp(code, "interrupted") == 0;
}

/* error -> its text, with a traceback if it is the script's */
static int trace(lua_State *L) {
  open_failed = of_opening(L);
  interrupted = of_interrupt(L);
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
  return report(L);
}

static int load_text(lua_State *L, const char *chunk, const char *bytes,
                     size_t size) {
  return text_compile(L, chunk, bytes, size) == LUA_OK ? 0 : report(L);
}

static int load_script(lua_State *L) {
  Text text;
  if (options.watch) {
    instrument_watch(L, options.script);
    return 0;
  }
  if (options.chunk)
    return load_text(L, "=--eval", options.chunk, strlen(options.chunk));
  const char *file = strcmp(options.script, "-") == 0 ? NULL : options.script;
  if (!text_read(&text, file)) {
    lua_pushfstring(L, "cannot open %s: %s", options.script,
                    text_error(errno));
    open_failed = true;
    return report(L);
  }
  const char *chunk = file ? lua_pushfstring(L, "@%s", file) : "=stdin";
  int status = load_text(L, chunk, text.bytes, text.size);
  free(text.bytes);
  return status;
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

static int run_script(lua_State *L) {
  int status = run_init(L);
  if (status == 0) status = run_protocols(L);
  host_opener(L, open_capture);
  if (status == 0 && (options_listing(&options) || !options_scripted(&options)))
    return run_printing(L);
  bool drops = privilege_user(&options) != NULL;
  if (status == 0 && (options.source.filename ||
                      (drops && options.source.device))) status = open_now(L);
  if (status == 0) {
    lua_pushcfunction(L, instrument);
    lua_pushlightuserdata(L, &options);
    status = call(L, 1);
  }
  if (status == 0) status = load_script(L);
  if (status == 0) status = privilege_drop(&options);
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
  luaL_openlibs(L);
  script_hidepaths(L);
  modules_install(L);
  if (limited) limits_install(L);
  script_openmodule(&script);
  if (limited) limits_module(L);
  lua_pop(L, 1);
  limits_startup(L);
  module = script.module;
  host_watch(L, &watch_device);
  signals_begin(interrupt);
  listen_to_signals();
  lua_pushinteger(L, run_script(L));
  return 1;
}

/* warn(), as lauxlib has it: silent until warn("@on"). */
static void warn(void *context, const char *text, int more) {
  static bool on, continued;
  (void)context;
  if (!continued && !more && *text == '@') {
    if (strcmp(text, "@off") == 0) on = false;
    if (strcmp(text, "@on") == 0) on = true;
    return;
  }
  if (on)
    fprintf(stderr, "%s%s%s", continued ? "" : "Lua warning: ", text,
            more ? "" : "\n");
  continued = more;
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
  if (!script_open(&script)) {
    fputs("pcaplua: not enough memory\n", stderr);
    return EXIT_SCRIPT;
  }
  lua_State *L = interpreter = script.L;
  lua_setwarnf(L, warn, NULL);
  lua_pushcfunction(L, run);
  int status = lua_pcall(L, 0, 1, 0) == LUA_OK ? (int)lua_tointeger(L, -1)
                                               : report(L);
  signals_end();
  module = NULL;
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
  if (watch_isopen() && module) host_unwatch(module);
  watch_report();
}

/* Whoever may run it would act as another with a script of his own. */
static bool is_setid(void) {
  return script_privileged() &&
         (getuid() != geteuid() || getgid() != getegid());
}

int main(int argc, char **argv) {
  if (is_setid()) {
    fputs("pcaplua: it is set-user-ID or set-group-ID, and does not run so: "
          "any script would read and write another's files; capabilities of the "
          "file give what capturing needs: `chmod ug-s`, then `sudo setcap "
          "cap_net_raw,cap_net_admin+ep` on it\n", stderr);
    return EXIT_USAGE;
  }
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
