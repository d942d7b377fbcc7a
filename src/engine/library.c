/*
** library.c - what scripts of an engine find: libraries, pycap, values
*/
#include <lualib.h>
#include <string.h>

#include "engine.h"

/* --- values of the host --- */

void value_give(lua_State *L, const pycap_value *v) {
  switch (v->type) {
    case PYCAP_BOOLEAN: lua_pushboolean(L, v->integer != 0); break;
    case PYCAP_INTEGER: lua_pushinteger(L, v->integer); break;
    case PYCAP_NUMBER: lua_pushnumber(L, v->number); break;
    case PYCAP_STRING: lua_pushlstring(L, v->size ? v->string : "", v->size);
      break;
    default: lua_pushnil(L);
  }
}

void value_take(lua_State *L, int index, pycap_value *v) {
  memset(v, 0, sizeof *v);
  switch (lua_type(L, index)) {
    case LUA_TBOOLEAN:
      v->type = PYCAP_BOOLEAN;
      v->integer = lua_toboolean(L, index);
      break;
    case LUA_TNUMBER:
      v->type = lua_isinteger(L, index) ? PYCAP_INTEGER : PYCAP_NUMBER;
      v->integer = lua_tointeger(L, index);
      v->number = lua_tonumber(L, index);
      break;
    case LUA_TSTRING:
      v->type = PYCAP_STRING;
      v->string = lua_tolstring(L, index, &v->size);
      break;
  }
}

/* --- instead of what base has --- */

/* print(...): a line for the host's log; without one nothing */
static int log_print(lua_State *L) {
  const pycap_engine *e = script_of(L)->engine;
  int count = lua_gettop(L);
  size_t size;
  luaL_Buffer b;
  if (!e->options.log) return 0;
  luaL_buffinit(L, &b);
  for (int i = 1; i <= count; i++) {
    if (i > 1) luaL_addchar(&b, '\t');
    luaL_tolstring(L, i, NULL);
    luaL_addvalue(&b);
  }
  luaL_pushresult(&b);
  const char *text = lua_tolstring(L, -1, &size);
  e->options.log(e->options.context, text, size);
  return 0;
}

/* load(...): base's, upvalue 1, for text alone */
static int load_text(lua_State *L) {
  lua_settop(L, 4);
  bool environment = !lua_isnil(L, 4);
  lua_pushliteral(L, "t");
  lua_replace(L, 3);
  if (!environment) lua_settop(L, 3);
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/* setmetatable(t, m): base's, upvalue 1, but for finalizers */
static int set_metatable(lua_State *L) {
  lua_settop(L, 2);
  if (lua_type(L, 2) == LUA_TTABLE) {
    lua_pushliteral(L, "__gc");
    if (lua_rawget(L, 2) != LUA_TNIL)
      return luaL_error(L, "setmetatable: __gc is not for scripts here");
    lua_pop(L, 1);
  }
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/* Replaces a global by a closure that has it as its upvalue. */
static void wrap_global(lua_State *L, const char *name, lua_CFunction f) {
  lua_getglobal(L, name);
  lua_pushcclosure(L, f, 1);
  lua_setglobal(L, name);
}

static void clear_fields(lua_State *L, const char *const *names) {
  for (; *names; names++) {
    lua_pushnil(L);
    lua_setfield(L, -2, *names);
  }
}

/* --- opening --- */

static void open_base(lua_State *L, const pycap_engine *e) {
  static const char *const files[] = {"dofile", "loadfile", NULL};
  luaL_requiref(L, LUA_GNAME, luaopen_base, 1);
  if (!(e->options.libraries & PYCAP_LIB_IO)) clear_fields(L, files);
  lua_pop(L, 1);
  if (e->options.log || !(e->options.libraries & PYCAP_LIB_IO))
    lua_register(L, "print", log_print);
  wrap_global(L, "load", load_text);
  if (!(e->options.libraries & PYCAP_LIB_DEBUG))
    wrap_global(L, "setmetatable", set_metatable);
}

/* os with the functions alone that only tell the time */
static void open_os(lua_State *L, bool all) {
  static const char *const names[] = {"clock", "date", "difftime", "time",
                                      NULL};
  luaL_requiref(L, LUA_OSLIBNAME, luaopen_os, 1);
  if (all) {
    lua_pop(L, 1);
    return;
  }
  lua_createtable(L, 0, 4);
  for (int i = 0; names[i]; i++) {
    lua_getfield(L, -2, names[i]);
    lua_setfield(L, -2, names[i]);
  }
  lua_pushvalue(L, -1);
  lua_setglobal(L, LUA_OSLIBNAME);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_insert(L, -2);
  lua_setfield(L, -2, LUA_OSLIBNAME);
  lua_pop(L, 2);
}

/* package, which finds nothing but what is compiled in unless it is `all` */
static void open_package(lua_State *L, bool all) {
  static const char *const loaders[] = {"loadlib", "searchpath", NULL};
  luaL_requiref(L, LUA_LOADLIBNAME, luaopen_package, 1);
  if (!all) {
    clear_fields(L, loaders);
    lua_getfield(L, -1, "searchers");
    for (int i = 2; i <= 4; i++) {
      lua_pushnil(L);
      lua_rawseti(L, -2, i);
    }
    lua_pop(L, 1);
    lua_pushliteral(L, "");
    lua_setfield(L, -2, "path");
    lua_pushliteral(L, "");
    lua_setfield(L, -2, "cpath");
  }
  lua_pop(L, 1);
}

/* What of the module opens something, or waits. */
static const char *const worldly[] = {
  "ask", "capture", "devices", "dump", "filter", "inject", "loop", NULL
};

static const char *const worldly_parts[] = {
  "pycap.arp", "pycap.ask", "pycap.icmp", "pycap.internal.asker",
  "pycap.internal.base", "pycap.internal.host", NULL
};

static void open_module(lua_State *L, Script *s) {
  const pycap_engine *e = s->engine;
  luaL_requiref(L, "pycap", luaopen_pycap, 1);
  s->state = state_find(L);
  s->state->fed = true;
  s->state->stop = &s->engine->stopping;
  s->state->wakefd = e->wakefd;
  s->state->host = s;
  lua_getfield(L, -1, "capture");
  s->capture_ref = luaL_ref(L, LUA_REGISTRYINDEX);
  lua_getfield(L, -1, "loop");
  s->loop_ref = luaL_ref(L, LUA_REGISTRYINDEX);
  lua_newtable(L);
  s->kept_ref = luaL_ref(L, LUA_REGISTRYINDEX);
  lua_getfield(L, LUA_REGISTRYINDEX, HANDLERS_KEY);
  s->handlers = lua_touserdata(L, -1);
  s->handlers_ref = luaL_ref(L, LUA_REGISTRYINDEX);
  if (!(e->options.libraries & PYCAP_LIB_CAPTURE)) {
    clear_fields(L, worldly);
    lua_pushnil(L);
    lua_setmetatable(L, -2);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
    clear_fields(L, worldly_parts);
    lua_pop(L, 1);
  }
}

void libraries_open(lua_State *L, Script *s) {
  static const luaL_Reg plain[] = {
    {LUA_COLIBNAME, luaopen_coroutine}, {LUA_TABLIBNAME, luaopen_table},
    {LUA_STRLIBNAME, luaopen_string},   {LUA_MATHLIBNAME, luaopen_math},
    {LUA_UTF8LIBNAME, luaopen_utf8},    {NULL, NULL}
  };
  unsigned libraries = s->engine->options.libraries;
  bool limited = s->engine->options.memory || s->engine->options.instructions;
  open_base(L, s->engine);
  for (const luaL_Reg *l = plain; l->name; l++) {
    luaL_requiref(L, l->name, l->func, 1);
    lua_pop(L, 1);
  }
  open_os(L, libraries & PYCAP_LIB_OS);
  open_package(L, libraries & PYCAP_LIB_PACKAGE);
  if (libraries & PYCAP_LIB_IO) {
    luaL_requiref(L, LUA_IOLIBNAME, luaopen_io, 1);
    lua_pop(L, 1);
  }
  if (libraries & PYCAP_LIB_DEBUG) {
    luaL_requiref(L, LUA_DBLIBNAME, luaopen_debug, 1);
    lua_pop(L, 1);
  }
  if (limited) limits_install(L, s);
  open_module(L, s);
  if (limited) bounded_module(L, s);
  lua_pop(L, 1);
}
