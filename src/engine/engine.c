/*
** engine.c - libpycap's engine: making, ending, a script in it
*/
#include "engine.h"

#include <errno.h>
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../io/capture.h"
#include "../io/wait.h"
#include "../limits/modules.h"
#include "../script/load.h"
#include "../script/source.h"
#include "../script/trace.h"
#include "library.h"
#include "sized.h"
#include "values.h"

/* --- errors --- */

int loaded_over(Loaded *l) {
  static const int codes[] = {
    0, [LIMIT_MEMORY] = PYCAP_MEMORY, [LIMIT_INSTRUCTIONS] = PYCAP_INSTRUCTIONS,
    [LIMIT_STOPPED] = PYCAP_STOPPED
  };
  return codes[limits_over(&l->script.limits)];
}

/* For Host.failed: the code in .code, the text becomes the engine's. */
static void failed(void *context, lua_State *thread, int status) {
  static const int codes[] = {
    [ERROR_SCRIPT] = PYCAP_ERROR, [ERROR_SYNTAX] = PYCAP_SYNTAX,
    [ERROR_MEMORY] = PYCAP_MEMORY, [ERROR_WORLD] = PYCAP_WORLD
  };
  Loaded *l = context;
  l->code = codes[trace_text(thread, status)];
  if (loaded_over(l)) l->code = loaded_over(l);  /* or the text's making is */
  const char *text = lua_type(thread, -1) == LUA_TSTRING
    ? lua_tostring(thread, -1) : "(an error that has no text)";
  engine_fail(l->engine, l->code, "%s", text);
}

int loaded_call(Loaded *l, lua_CFunction function, void *argument) {
  lua_State *L = l->script.L;
  int top = lua_gettop(L);
  lua_pushcfunction(L, trace_error);
  lua_pushcfunction(L, function);
  lua_pushlightuserdata(L, argument);
  int status = lua_pcall(L, 1, 0, top + 1);
  if (status != LUA_OK) failed(l, L, status);
  lua_settop(L, top);
  return status == LUA_OK ? PYCAP_OK : l->code;
}

/* Protected */
static int end(lua_State *L) {
  host_end(L);
  return 0;
}

int loaded_end(Loaded *l) {
  l->engine->busy = true;
  limits_startup(l->script.L);
  return engine_leave(l->engine, loaded_call(l, end, NULL));
}

/* The same where nobody asks: what fails is said in the log. */
static void end_quietly(Loaded *l) {
  pycap_engine *e = l->engine;
  const pycap_options *o = &e->options;
  if ((engine_stack(e) || loaded_end(l)) && o->log)
    o->log(o->context, e->error, strlen(e->error));
  e->error[0] = '\0';
}

/* --- states --- */

/* Joins what warn says in pieces. "@on" and the like say nothing. */
static void warn(void *context, const char *text, int more) {
  Loaded *l = context;
  const pycap_options *o = &l->engine->options;
  size_t size = strlen(text), room = sizeof l->warning - l->warned;
  if (!o->log || (l->warned == 0 && !more && *text == '@')) return;
  if (size > room) size = room;
  memcpy(l->warning + l->warned, text, size);
  l->warned += size;
  if (more) return;
  o->log(o->context, l->warning, l->warned);
  l->warned = 0;
}

/* Protected: loaded -> nothing. Makes everything ready but the script. */
static int prepare(lua_State *L) {
  Loaded *l = lua_touserdata(L, 1);
  const pycap_engine *e = l->engine;
  script_prepare(&l->script);
  libraries_open(L, l);
  functions_register(L, e->registered);
  if (!e->options.open) return 0;
  lua_pushcfunction(L, e->options.open);
  lua_pushlightuserdata(L, e->options.context);
  lua_call(L, 1, 0);
  return 0;
}

static void loaded_free(Loaded *l) {
  pycap_stats *stats = &l->engine->stats;
  script_close(&l->script);
  stats->allocations += l->script.pool.memory.allocations;
  free(l);
}

/* For Host.reads. The files of workers are taken in turn: any of them may be
** read by another one. */
static bool reads(void *context, const char *filename) {
  const pycap_engine *e = ((const Loaded *)context)->engine;
  if (e->has_source && !e->source_open &&
      capture_same(e->source.filename, filename)) return true;
  return e->worker && e->shares(e->worker, filename);
}

/* A new state with everything in it but the script; NULL: it failed. */
static Loaded *loaded_new(pycap_engine *e, int *code) {
  Loaded *l = calloc(1, sizeof *l);
  if (!l) {
    *code = engine_nomemory(e);
    return NULL;
  }
  l->engine = e;
  l->script.pool.memory.limit = e->options.memory;
  l->script.limits.instructions = e->options.instructions;
  l->script.limits.startup = e->options.startup;
  l->script.limits.stopping = &e->stopping;
  l->script.host = (Host){
    .begin = limits_begin, .resumed = limits_resumed, .charge = limits_charge,
    .trace = trace_error, .failed = failed, .reads = reads, .context = l,
    .stopping = &e->stopping, .wakefd = e->wakefd, .feeds = true,
    .memory = e->options.memory
  };
  if (script_open(&l->script)) {
    lua_setwarnf(l->script.L, warn, l);
    *code = loaded_call(l, prepare, l);
    if (*code == PYCAP_OK) return l;
  } else {
    *code = engine_fail(e, PYCAP_MEMORY, "not enough memory for a Lua state");
  }
  loaded_free(l);
  return NULL;
}

PYCAP_API int pycap_engine_new(pycap_engine **engine,
                               const pycap_options *options) {
  Fault fault;
  pycap_options own = PYCAP_OPTIONS_INIT;
  if (!engine) return PYCAP_ARGUMENT;
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

PYCAP_API void pycap_engine_free(pycap_engine *e) {
  if (!e) return;
  if (e->loaded) {
    end_quietly(e->loaded);
    loaded_free(e->loaded);
  }
  engine_forget(e);
  close(e->wakefd);
  free(e);
}

/* --- loading --- */

typedef struct Chunk {
  const pycap_engine *engine;
  const char *name, *text;
  size_t size;
} Chunk;

/* Protected: chunk -> nothing. Compiles, and leaves it under `chunk`. */
static int compile(lua_State *L) {
  Chunk *chunk = lua_touserdata(L, 1);
  lua_pushfstring(L, "@%s", chunk->name);
  if (text_compile(L, lua_tostring(L, -1), chunk->text, chunk->size) != LUA_OK)
    return lua_error(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, chunk);
  return 0;
}

/* Protected: chunk -> nothing. Runs what was compiled. */
static int start(lua_State *L) {
  const Chunk *chunk = lua_touserdata(L, 1);
  const pycap_engine *e = chunk->engine;
  lua_rawgetp(L, LUA_REGISTRYINDEX, chunk);
  lua_pushnil(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, chunk);
  int count = arguments_push(L, chunk->name,
                             (const char *const *)e->arguments,
                             e->argument_count, -1);
  lua_call(L, count, 0);
  return 0;
}

/* Loads and runs; what goes wrong with the text itself is PYCAP_SYNTAX. */
static int run_chunk(Loaded *l, Chunk *chunk) {
  limits_startup(l->script.L);
  int code = loaded_call(l, compile, chunk);
  if (code == PYCAP_ERROR) code = PYCAP_SYNTAX;
  if (code == PYCAP_OK) code = loaded_call(l, start, chunk);
  return code;
}

PYCAP_API int pycap_engine_load(pycap_engine *e, const char *name,
                                const void *text, size_t size) {
  Chunk chunk = {e, name, text, size};
  int code = engine_enter(e, false);
  if (code) return code;
  if (!name || (!text && size > 0))
    return engine_fail(e, PYCAP_ARGUMENT, "load: a %s expected, got NULL",
                       name ? "text" : "name");
  e->busy = true;
  Loaded *l = loaded_new(e, &code);
  if (l) code = run_chunk(l, &chunk);
  if (code == PYCAP_OK) {
    if (e->loaded) {
      end_quietly(e->loaded);
      e->busy = true;
      loaded_free(e->loaded);
    }
    e->loaded = l;
    e->source_open = false;
    e->stats.loaded++;
  } else if (l) {
    loaded_free(l);
  }
  return engine_leave(e, code);
}

PYCAP_API int pycap_engine_load_string(pycap_engine *e, const char *name,
                                       const char *text) {
  return pycap_engine_load(e, name, text, text ? strlen(text) : 1);
}

PYCAP_API int pycap_engine_load_file(pycap_engine *e, const char *filename) {
  Text text;
  int code = engine_enter(e, false);
  if (code) return code;
  if (!filename)
    return engine_fail(e, PYCAP_ARGUMENT, "load_file: a file's name expected, "
                       "got NULL");
  if (modules_pipe(filename))
    return engine_fail(e, PYCAP_FILE, "%s: a plain file expected", filename);
  if (!text_read(&text, filename))
    return engine_fail(e, errno == ENOMEM ? PYCAP_MEMORY : PYCAP_FILE,
                       "%s: %s", filename, text_error(errno));
  code = pycap_engine_load(e, filename, text.bytes, text.size);
  free(text.bytes);
  return code;
}

/* --- calling --- */

typedef struct Call {
  const char *name;
  const pycap_value *arguments;
  int count;
  pycap_value *results;
  int room, given;
} Call;

static const char results_key = 'r';

/* Protected: call -> nothing. The results are kept until the next. */
static int call_global(lua_State *L) {
  Call *call = lua_touserdata(L, 1);
  if (lua_getglobal(L, call->name) == LUA_TNIL)
    return luaL_error(L, "no global function '%s'", call->name);
  luaL_checkstack(L, call->count, "too many arguments");
  for (int i = 0; i < call->count; i++) value_give(L, &call->arguments[i]);
  lua_call(L, call->count, LUA_MULTRET);
  call->given = lua_gettop(L) - 1;
  int kept = call->given < call->room ? call->given : call->room;
  lua_createtable(L, kept, 0);
  for (int i = 0; i < kept; i++) {
    value_take(L, i + 2, &call->results[i]);
    lua_pushvalue(L, i + 2);
    lua_rawseti(L, -2, i + 1);
  }
  lua_rawsetp(L, LUA_REGISTRYINDEX, &results_key);
  return 0;
}

PYCAP_API int pycap_engine_call(pycap_engine *e, const char *name,
                                const pycap_value *arguments, int count,
                                pycap_value *results, int room) {
  Call call = {name, arguments, count, results, room, 0};
  int code = engine_enter(e, true);
  if (code) return code;
  if (!name)
    return engine_fail(e, PYCAP_ARGUMENT, "call: a name expected, got NULL");
  code = engine_list(e, "call", "arguments", count, arguments);
  for (int i = 0; i < count && !code; i++)
    if (value_hollow(&arguments[i]))
      code = engine_fail(e, PYCAP_ARGUMENT, "call: a string of %zu bytes "
                         "expected as argument %d, got NULL",
                         arguments[i].size, i);
  if (!code) code = engine_list(e, "call", "results", room, results);
  if (code) return code;
  e->busy = true;
  limits_begin(e->loaded->script.L);
  code = engine_leave(e, loaded_call(e->loaded, call_global, &call));
  return code == PYCAP_OK ? call.given : code;
}

/* --- the engine's own captures --- */

/* Protected: engine -> nothing */
static int open_own(lua_State *L) {
  const pycap_engine *e = lua_touserdata(L, 1);
  const pycap_source *own = &e->source;
  Source source = {
    .device = own->device, .filename = own->filename, .filter = own->filter,
    .snaplen = own->snaplen ? own->snaplen : SOURCE_SNAPLEN, .count = -1,
    .buffer = own->buffer, .promiscuous = own->promiscuous,
    .immediate = own->immediate, .fragments = e->options.fragments
  };
  lua_pushnil(L);
  source_open(L, &source);
  return 0;
}

int engine_open(pycap_engine *e) {
  if (!e->has_source || e->source_open) return PYCAP_OK;
  int code = loaded_call(e->loaded, open_own, e);
  e->source_open = code == PYCAP_OK;
  return code;
}

/* Protected */
static int run(lua_State *L) {
  host_loop(L);
  return 0;
}

PYCAP_API int pycap_engine_run(pycap_engine *e) {
  int code = engine_enter(e, true);
  if (code) return code;
  Loaded *l = e->loaded;
  e->busy = true;
  limits_begin(l->script.L);
  code = engine_open(e);
  /* what woke nobody is not to wake this; a stop that comes now is seen */
  if (!atomic_load(&e->stopping)) waker_drain(e->wakefd);
  l->script.host.feeds = false;
  if (code == PYCAP_OK && !atomic_load(&e->stopping))
    code = loaded_call(l, run, l);
  l->script.host.feeds = true;
  if (engine_stopped(e) && code == PYCAP_STOPPED) code = PYCAP_OK;
  if (code == PYCAP_OK) e->error[0] = '\0';
  e->busy = false;
  return code;
}

PYCAP_API int pycap_engine_finish(pycap_engine *e) {
  int code = engine_enter(e, true);
  return code ? code : loaded_end(e->loaded);
}

/* --- what it was --- */

PYCAP_API int pycap_engine_stats(pycap_engine *e, pycap_stats *stats) {
  pycap_stats now = e->stats;
  if (!stats)
    return engine_fail(e, PYCAP_ARGUMENT, "stats: a pycap_stats expected, got "
                       "NULL");
  if (e->loaded) {
    const Memory *memory = &e->loaded->script.pool.memory;
    now.allocations += memory->allocations;
    now.memory = memory->used;
    now.peak = memory->peak;
  }
  if (sized_write(stats, sizeof now, &now)) return PYCAP_OK;
  return engine_fail(e, PYCAP_ARGUMENT, SIZED_WRONG(pycap_stats, stats));
}

PYCAP_API const char *pycap_version(void) { return PYCAP_VERSION; }
