/*
** script.c - a script in a Lua state of its own: loading, calling
*/
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"

/* --- errors --- */

/* Protected: where the code goes, the error -> its text */
static int describe(lua_State *L) {
  int *code = lua_touserdata(L, 1);
  if (lua_type(L, 2) == LUA_TTABLE && lua_getmetatable(L, 2)) {
    luaL_getmetatable(L, "pycap.error");
    if (lua_rawequal(L, -1, -2)) {
      lua_getfield(L, 2, "code");
      bool memory = lua_type(L, -1) == LUA_TSTRING &&
                    strcmp(lua_tostring(L, -1), "memory") == 0;
      *code = memory ? PYCAP_MEMORY : PYCAP_WORLD;
    }
  }
  luaL_tolstring(L, 2, NULL);
  return 1;
}

int script_fail(Script *s, lua_State *from, int status) {
  pycap_engine *e = s->engine;
  int code = PYCAP_ERROR;
  if (status == LUA_ERRMEM) {
    code = PYCAP_MEMORY;
  } else if (lua_type(from, -1) != LUA_TSTRING &&
             lua_checkstack(from, LUA_MINSTACK)) {
    lua_pushcfunction(from, describe);
    lua_insert(from, -2);
    lua_pushlightuserdata(from, &code);
    lua_insert(from, -2);
    if (lua_pcall(from, 2, 1, 0) == LUA_ERRMEM) code = PYCAP_MEMORY;
  }
  if (status == LUA_ERRSYNTAX) code = PYCAP_SYNTAX;
  if (limits_over(s)) code = s->over;  /* the text's making, too, may be */
  const char *text = lua_type(from, -1) == LUA_TSTRING
    ? lua_tostring(from, -1) : "(an error that has no text)";
  engine_fail(e, code, "%s", text);
  lua_pop(from, 1);
  return code;
}

/* error -> the same; a string has the traceback, one of a handler has it */
static int trace(lua_State *L) {
  if (lua_type(L, 1) == LUA_TSTRING &&
      !strstr(lua_tostring(L, 1), "\nstack traceback:"))
    luaL_traceback(L, L, lua_tostring(L, 1), 1);
  return 1;
}

int script_call(Script *s, lua_CFunction function, void *argument) {
  lua_State *L = s->L;
  int top = lua_gettop(L);
  lua_pushcfunction(L, trace);
  lua_pushcfunction(L, function);
  lua_pushlightuserdata(L, argument);
  int status = lua_pcall(L, 1, 0, top + 1);
  int code = status == LUA_OK ? PYCAP_OK : script_fail(s, L, status);
  lua_settop(L, top);
  return code;
}

/* --- states --- */

/* Joins what warn says in pieces. "@on" and the like say nothing. */
static void warn(void *script, const char *text, int more) {
  Script *s = script;
  const pycap_engine *e = s->engine;
  size_t size = strlen(text), room = sizeof s->warning - s->warned;
  if (!e->options.log || (s->warned == 0 && !more && *text == '@')) return;
  if (size > room) size = room;
  memcpy(s->warning + s->warned, text, size);
  s->warned += size;
  if (more) return;
  e->options.log(e->options.context, s->warning, s->warned);
  s->warned = 0;
}

/* The host's functions, with upvalue 1: the Registered. */
static int call_host(lua_State *L) {
  const Registered *r = lua_touserdata(L, lua_upvalueindex(1));
  int count = lua_gettop(L);
  pycap_value few[8], *values = few, result = {0, 0, 0, NULL, 0};
  if (count > 8)
    values = lua_newuserdatauv(L, (size_t)count * sizeof *values, 0);
  for (int i = 0; i < count; i++) value_take(L, i + 1, &values[i]);
  int code = r->function(r->context, values, count, &result);
  if (code < 0) {
    luaL_where(L, 1);
    if (result.type == PYCAP_STRING) value_give(L, &result);
    else lua_pushfstring(L, "%s failed", r->name);
    lua_concat(L, 2);
    return lua_error(L);
  }
  value_give(L, &result);
  return 1;
}

/* Protected: script -> nothing. Makes everything ready but the script. */
static int prepare(lua_State *L) {
  Script *s = lua_touserdata(L, 1);
  pycap_engine *e = s->engine;
  lua_gc(L, LUA_GCGEN, 0, 0);
  libraries_open(L, s);
  for (Registered *r = e->registered; r; r = r->next) {
    lua_pushlightuserdata(L, r);
    lua_pushcclosure(L, call_host, 1);
    lua_setglobal(L, r->name);
  }
  if (!e->options.open) return 0;
  lua_pushcfunction(L, e->options.open);
  lua_pushlightuserdata(L, e->options.context);
  lua_call(L, 1, 0);
  return 0;
}

void script_free(Script *s) {
  s->state = NULL;
  s->left = INT64_MAX;
  if (s->L) lua_close(s->L);
  s->engine->stats.allocations += s->pool.allocations;
  pool_free(&s->pool);
  free(s);
}

Script *script_new(pycap_engine *e, int *code) {
  Script *s = calloc(1, sizeof *s);
  if (!s) {
    *code = engine_fail(e, PYCAP_MEMORY, "not enough memory");
    return NULL;
  }
  s->engine = e;
  s->linktype = -1;
  s->root = PROTOCOL_NONE;
  s->pool.limit = e->options.memory;
  s->L = pool_newstate(&s->pool);
  if (!s->L) {
    *code = engine_fail(e, PYCAP_MEMORY, "not enough memory for a Lua state");
    script_free(s);
    return NULL;
  }
  *(Script **)lua_getextraspace(s->L) = s;
  lua_setwarnf(s->L, warn, s);
  *code = script_call(s, prepare, s);
  if (*code == PYCAP_OK) return s;
  script_free(s);
  return NULL;
}

/* --- loading --- */

typedef struct Source {
  const char *name, *text;
  size_t size;
} Source;

/* Protected: source -> nothing. Compiles, and leaves it under `source`. */
static int compile(lua_State *L) {
  Source *source = lua_touserdata(L, 1);
  const char *text = source->text;
  size_t size = source->size;
  lua_pushfstring(L, "@%s", source->name);
  if (size > 0 && *text == '#') {  /* a first line for the shell */
    const char *end = memchr(text, '\n', size);
    size = end ? size - (size_t)(end - text) : 0;
    text = end;
  }
  if (luaL_loadbufferx(L, text, size, lua_tostring(L, -1), "t") != LUA_OK)
    return lua_error(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, source);
  return 0;
}

/* Protected: source -> nothing. Runs what was compiled. */
static int start(lua_State *L) {
  const Source *source = lua_touserdata(L, 1);
  const pycap_engine *e = script_of(L)->engine;
  int count = e->argument_count;
  lua_rawgetp(L, LUA_REGISTRYINDEX, source);
  lua_pushnil(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, source);
  lua_createtable(L, count, 1);
  lua_pushstring(L, source->name);
  lua_rawseti(L, -2, 0);
  luaL_checkstack(L, count, "too many arguments");
  for (int i = 0; i < count; i++) {
    lua_pushstring(L, e->arguments[i]);
    lua_rawseti(L, 3, i + 1);
  }
  lua_setglobal(L, "arg");
  for (int i = 0; i < count; i++) lua_pushstring(L, e->arguments[i]);
  lua_call(L, count, 0);
  return 0;
}

/* Loads and runs; what goes wrong with the text itself is PYCAP_SYNTAX. */
static int run_source(Script *s, Source *source) {
  limits_startup(s, s->L);
  int code = script_call(s, compile, source);
  if (code == PYCAP_ERROR) code = PYCAP_SYNTAX;
  if (code == PYCAP_OK) code = script_call(s, start, source);
  return code;
}

PYCAP_API int pycap_engine_load(pycap_engine *e, const char *name,
                                const void *text, size_t size) {
  Source source = {name, text, size};
  int code = engine_enter(e, false);
  if (code) return code;
  if (!name || (!text && size > 0))
    return engine_fail(e, PYCAP_ARGUMENT, "load: a name and a text expected");
  e->busy = true;
  Script *s = script_new(e, &code);
  if (s) code = run_source(s, &source);
  if (code == PYCAP_OK) {
    if (e->script) script_free(e->script);
    e->script = s;
    e->stats.loaded++;
  } else if (s) {
    script_free(s);
  }
  if (code == PYCAP_STOPPED) engine_stopped(e);
  e->busy = false;
  return code;
}

PYCAP_API int pycap_engine_load_string(pycap_engine *e, const char *name,
                                       const char *text) {
  return pycap_engine_load(e, name, text, text ? strlen(text) : 1);
}

/* Keeps what errno says of a file. */
static int file_fail(pycap_engine *e, const char *name) {
  int error = errno;
  return engine_fail(e, error == ENOMEM ? PYCAP_MEMORY : PYCAP_FILE, "%s: %s",
                     name, strerror(error));
}

/* Reads a whole file into *text; its size, or -1 with the engine's error. */
static long read_file(pycap_engine *e, FILE *file, const char *name,
                      char **text) {
  size_t size = 0, room = 0, got = 1;
  *text = NULL;
  while (got > 0) {
    if (size == room) {
      room = room ? room * 2 : 16384;
      char *more = realloc(*text, room);
      if (!more) return engine_fail(e, PYCAP_MEMORY, "not enough memory");
      *text = more;
    }
    got = fread(*text + size, 1, room - size, file);
    size += got;
  }
  if (ferror(file)) return file_fail(e, name);
  return (long)size;
}

PYCAP_API int pycap_engine_load_file(pycap_engine *e, const char *filename) {
  char *text;
  int code = engine_enter(e, false);
  if (code) return code;
  if (!filename)
    return engine_fail(e, PYCAP_ARGUMENT, "load_file: a name expected");
  FILE *file = fopen(filename, "rb");
  if (!file) return file_fail(e, filename);
  long size = read_file(e, file, filename, &text);
  fclose(file);
  code = size < 0 ? (int)size
                  : pycap_engine_load(e, filename, text, (size_t)size);
  free(text);
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
  if (!name || count < 0 || room < 0 || (count > 0 && !arguments) ||
      (room > 0 && !results))
    return engine_fail(e, PYCAP_ARGUMENT, "call: arguments make no sense");
  e->busy = true;
  limits_begin(e->script, e->script->L);
  code = script_call(e->script, call_global, &call);
  if (code == PYCAP_STOPPED) engine_stopped(e);
  e->busy = false;
  return code == PYCAP_OK ? call.given : code;
}
