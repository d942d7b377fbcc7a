/*
** main.c - pcaplua: a host program that runs packet scripts
*/
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

#include <lualib.h>

#include "../lua/module.h"
#include "options.h"
#include "state.h"
#include "workers.h"

/* What the signal handler needs: there is one interpreter in this program. */
static lua_State *volatile interpreter;
static State *volatile module;
static volatile sig_atomic_t interrupts;

static Options options;
static bool open_failed;  /* the error is that the source cannot be opened */
static bool interrupted;  /* the error is that of Ctrl-C */

static const char interruption[] = "interrupted!";

/* What stands in the registry. */
static const char module_key[] = "pcaplua.module";
static const char refused_key[] = "pcaplua.refused";  /* open_capture's error */

/* --- Ctrl-C --- */

static void raise_interrupt(lua_State *L, lua_Debug *ar) {
  (void)ar;
  lua_sethook(interpreter, NULL, 0, 0);
  lua_sethook(L, NULL, 0, 0);
  luaL_error(L, "%s", interruption);
}

/* The first ends what runs or waits; else, and then, the script is ended. */
static void on_interrupt(int signal) {
  (void)signal;
  bool stopped = module && pycap_interrupt(module);
  if (interrupts++ == 0 && stopped) return;
  if (module) pycap_hook(module, interpreter, raise_interrupt);
}

static void catch_interrupt(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_interrupt;
  sigaction(SIGINT, &action, NULL);
}

/* --- the source --- */

static void set_option(lua_State *L, int t, const char *key) {
  if (lua_getfield(L, t, key) == LUA_TNIL) {
    lua_pushvalue(L, -2);
    lua_setfield(L, t, key);
  }
  lua_pop(L, 2);
}

static void set_string(lua_State *L, int t, const char *key,
                       const char *text) {
  if (!text) return;
  lua_pushstring(L, text);
  set_option(L, t, key);
}

/* Of a filter here and one there, what passes has to match both. */
static void set_filter(lua_State *L, int t) {
  if (options.filter && lua_getfield(L, t, "filter") == LUA_TSTRING) {
    lua_pushfstring(L, "(%s) and (%s)", options.filter, lua_tostring(L, -1));
    lua_setfield(L, t, "filter");
    lua_pop(L, 1);
    return;
  }
  set_string(L, t, "filter", options.filter);
}

static void set_integer(lua_State *L, int t, const char *key, int n) {
  lua_pushinteger(L, n);
  set_option(L, t, key);
}

static void set_boolean(lua_State *L, int t, const char *key, bool value) {
  lua_pushboolean(L, value);
  set_option(L, t, key);
}

/* options of the script -> capture: they stand before the command line's */
static int open_capture(lua_State *L) {
  lua_settop(L, 1);
  if (lua_isnil(L, 1)) {
    lua_newtable(L);
    lua_replace(L, 1);
  }
  pycap_opener(L, NULL);
  set_string(L, 1, "device", options.device);
  set_string(L, 1, "filename", options.file);
  set_filter(L, 1);
  set_integer(L, 1, "snaplen", options.snaplen);
  set_integer(L, 1, "buffer", options.buffer);
  set_boolean(L, 1, "promisc", options.promisc);
  set_boolean(L, 1, "immediate", options.immediate);
  lua_getfield(L, LUA_REGISTRYINDEX, module_key);
  lua_getfield(L, -1, "capture");
  lua_pushvalue(L, 1);
  if (lua_pcall(L, 1, 1, 0) != LUA_OK) {
    pycap_opener(L, open_capture);  /* who asks next tries again */
    lua_pushvalue(L, -1);
    lua_setfield(L, LUA_REGISTRYINDEX, refused_key);
    return lua_error(L);
  }
  pycap_source_set(L, lua_gettop(L), options.count, options.filter);
  return 1;
}

/* --- running --- */

/* True if the error at index 1 is what open_capture raised. */
static bool of_opening(lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, refused_key);
  bool same = !lua_isnil(L, -1) && lua_rawequal(L, 1, -1);
  lua_pop(L, 1);
  return same || pycap_refused(L, 1);
}

/* True if it is Ctrl-C's: from raise_interrupt, or from what waited. */
static bool of_interrupt(lua_State *L) {
  if (interrupts == 0) return false;
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
  const char *text = luaL_tolstring(L, 1, NULL);
  if (!open_failed && !strstr(text, "\nstack traceback:"))
    luaL_traceback(L, L, text, 1);
  return 1;
}

/* Prints the error on top. The exit status. */
static int report(lua_State *L) {
  const char *text = lua_tostring(L, -1);
  fflush(stdout);
  if (interrupted) return EXIT_INTERRUPT;
  fprintf(stderr, "pcaplua: %s\n", text ? text : "(error object is no text)");
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

/* Opens the source, or has it open; leaves it on top. 0, or a status. */
static int open_now(lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, module_key);
  lua_getfield(L, -1, "capture");
  lua_remove(L, -2);
  if (lua_pcall(L, 0, 1, 0) == LUA_OK) return 0;
  open_failed = true;
  if (lua_istable(L, -1)) lua_getfield(L, -1, "message");
  else luaL_tolstring(L, -1, NULL);
  return report(L);
}

/* Sets `arg` as lua does: the script is 0, what stands before it negative. */
static int push_arguments(lua_State *L, int argc, char **argv) {
  int zero = options.before - 1, n = 0;
  lua_createtable(L, argc - options.before, options.before + 1);
  for (int i = 0; i < argc; i++) {
    lua_pushstring(L, argv[i]);
    lua_rawseti(L, -2, i - zero);
  }
  if (options.script) {
    lua_pushstring(L, options.script);
    lua_rawseti(L, -2, 0);
  }
  lua_setglobal(L, "arg");
  luaL_checkstack(L, argc, "too many arguments");
  for (; options.arguments[n]; n++) lua_pushstring(L, options.arguments[n]);
  return n;
}

static int load_script(lua_State *L) {
  int status = options.chunk
    ? luaL_loadbufferx(L, options.chunk, strlen(options.chunk), "=--eval", "t")
    : luaL_loadfile(L, strcmp(options.script, "-") == 0 ? NULL
                                                        : options.script);
  if (status == LUA_OK) return 0;
  open_failed = status == LUA_ERRFILE;
  return report(L);
}

static int run_init(lua_State *L) {
  const char *init = getenv("LUA_INIT" LUA_VERSUFFIX);
  if (!init) init = getenv("LUA_INIT");
  if (!init || getauxval(AT_SECURE)) return 0;
  int status = *init == '@' ? luaL_loadfile(L, init + 1)
                            : luaL_loadbuffer(L, init, strlen(init),
                                              "=LUA_INIT");
  return status == LUA_OK ? call(L, 0) : report(L);
}

/* Runs handlers, timers and coroutines, once the script's text has ended. */
static int run_handlers(lua_State *L) {
  if (!pycap_waits(L)) return 0;
  lua_getfield(L, LUA_REGISTRYINDEX, module_key);
  lua_getfield(L, -1, "loop");
  return call(L, 0);
}

static int list_devices(lua_State *L) {
  static const char chunk[] =
    "for i, d in ipairs(pycap.devices()) do\n"
    "  local flags = {}\n"
    "  for _, f in ipairs{'up', 'running', 'loopback', 'wireless'} do\n"
    "    if d[f] then flags[#flags + 1] = f end\n"
    "  end\n"
    "  for _, a in ipairs(d.addresses) do flags[#flags + 1] = a.address end\n"
    "  print(('%d.%s%s [%s]'):format(i, d.name, d.description and\n"
    "    ' (' .. d.description .. ')' or '', table.concat(flags, ', ')))\n"
    "end";
  luaL_loadbuffer(L, chunk, sizeof chunk - 1, "=-D");
  return call(L, 0);
}

static int run_script(lua_State *L, int argc, char **argv) {
  int status = run_init(L);
  if (status == 0 && options.devices) return list_devices(L);
  pycap_opener(L, open_capture);
  if (status == 0 && options.file) status = open_now(L);
  if (status == 0) status = load_script(L);
  if (status == 0) status = call(L, push_arguments(L, argc, argv));
  if (status == 0) status = run_handlers(L);
  return status;
}

/* Protected: the number of words and the words -> exit status */
static int run(lua_State *L) {
  int argc = (int)lua_tointeger(L, 1);
  char **argv = lua_touserdata(L, 2);
  if (getauxval(AT_SECURE)) {
    lua_pushboolean(L, 1);
    lua_setfield(L, LUA_REGISTRYINDEX, "LUA_NOENV");
  }
  luaL_openlibs(L);
  lua_gc(L, LUA_GCGEN, 0, 0);
  luaL_requiref(L, "pycap", luaopen_pycap, 1);
  lua_setfield(L, LUA_REGISTRYINDEX, module_key);
  module = state_find(L);
  catch_interrupt();
  lua_pushinteger(L, run_script(L, argc, argv));
  return 1;
}

/* Sees that what was printed is written. The exit status. */
static int finish(int status) {
  errno = 0;
  if (fflush(stdout) == 0 && !ferror(stdout)) return status;
  fprintf(stderr, "pcaplua: standard output: %s\n",
          errno ? strerror(errno) : "not all could be written");
  return status == 0 ? EXIT_SCRIPT : status;
}

/* --workers: the exit status. */
static int run_parts(void) {
  Parts parts = {
    .workers = {.size = sizeof parts.workers, .count = options.workers,
                .merge_every = options.merge_every, .go_on = options.go_on},
    .script = options.script, .chunk = options.chunk,
    .arguments = (const char *const *)options.arguments,
    .source = {.size = sizeof parts.source, .device = options.device,
               .filter = options.filter, .snaplen = options.snaplen,
               .promiscuous = options.promisc,
               .immediate = options.immediate, .buffer = options.buffer},
    .files = options.files, .file_count = options.file_count
  };
  return workers_run(&parts);
}

int main(int argc, char **argv) {
  options.files = calloc((size_t)argc + 1, sizeof *options.files);
  if (!options.files) return EXIT_SCRIPT;
  int status = options_read(&options, argc, argv);
  if (status != 0) return finish(status - 1);
  if (options.workers && !options.devices) return finish(run_parts());
  lua_State *L = tool_newstate();
  if (!L) {
    fputs("pcaplua: not enough memory\n", stderr);
    return EXIT_SCRIPT;
  }
  interpreter = L;
  lua_pushcfunction(L, run);
  lua_pushinteger(L, argc);
  lua_pushlightuserdata(L, argv);
  status = lua_pcall(L, 2, 1, 0) == LUA_OK ? (int)lua_tointeger(L, -1)
                                           : report(L);
  signal(SIGINT, SIG_DFL);
  module = NULL;
  lua_close(L);
  status = finish(status);
  return status == 0 && interrupts > 0 ? EXIT_INTERRUPT : status;
}
