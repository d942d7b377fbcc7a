/*
** libraries.c - Lua's libraries for scripts that are not trusted
*/
#include "libraries.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdbool.h>

#include "../limits/modules.h"
#include "state.h"

/* --- instead of what base has --- */

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

void libraries_clear(lua_State *L, const char *const *names) {
  for (; *names; names++) {
    lua_pushnil(L);
    lua_setfield(L, -2, *names);
  }
}

/* --- opening --- */

static void open_base(lua_State *L, unsigned libraries) {
  static const char *const files[] = {"dofile", "loadfile", NULL};
  luaL_requiref(L, LUA_GNAME, luaopen_base, 1);
  if (!(libraries & LIBRARY_IO)) libraries_clear(L, files);
  lua_pop(L, 1);
  wrap_global(L, "load", load_text);
  if (!(libraries & LIBRARY_DEBUG))
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
    libraries_clear(L, loaders);
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
  script_hidepaths(L);
}

/* What of the module opens something, or waits. */
static const char *const external[] = {
  "ask", "capture", "devices", "dump", "filter", "inject", "loop", NULL
};

static const char *const external_parts[] = {
  "pycap.arp", "pycap.ask", "pycap.icmp", "pycap.internal.asker",
  "pycap.internal.base", "pycap.internal.host", NULL
};

static void open_library(lua_State *L, const char *name, lua_CFunction function) {
  luaL_requiref(L, name, function, 1);
  lua_pop(L, 1);
}

void libraries_standard(lua_State *L, unsigned libraries) {
  open_base(L, libraries);
  open_library(L, LUA_COLIBNAME, luaopen_coroutine);
  open_library(L, LUA_TABLIBNAME, luaopen_table);
  open_library(L, LUA_STRLIBNAME, luaopen_string);
  open_library(L, LUA_MATHLIBNAME, luaopen_math);
  open_library(L, LUA_UTF8LIBNAME, luaopen_utf8);
  open_os(L, libraries & LIBRARY_OS);
  open_package(L, libraries & LIBRARY_PACKAGE);
  if (libraries & LIBRARY_IO) open_library(L, LUA_IOLIBNAME, luaopen_io);
  if (libraries & LIBRARY_DEBUG) open_library(L, LUA_DBLIBNAME, luaopen_debug);
  if (libraries & LIBRARY_PACKAGE) modules_install(L);
}

void libraries_module(lua_State *L, unsigned libraries) {
  if (libraries & LIBRARY_CAPTURE) return;
  libraries_clear(L, external);
  lua_pushnil(L);
  lua_setmetatable(L, -2);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
  libraries_clear(L, external_parts);
  lua_pop(L, 1);
}
