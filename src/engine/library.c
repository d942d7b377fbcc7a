/*
** library.c - the libraries that scripts of an engine find, and pycap
*/
#include "library.h"

#include <lauxlib.h>
#include <lualib.h>

#include "../limits/install.h"
#include "../limits/modules.h"

/* --- instead of what base has --- */

/* print(...): a line for the host's log; without one nothing. Upvalue 1: the
** engine. */
static int log_print(lua_State *L) {
  const pycap_engine *e = lua_touserdata(L, lua_upvalueindex(1));
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

static void open_base(lua_State *L, pycap_engine *e) {
  static const char *const files[] = {"dofile", "loadfile", NULL};
  luaL_requiref(L, LUA_GNAME, luaopen_base, 1);
  if (!(e->options.libraries & PYCAP_LIB_IO)) clear_fields(L, files);
  lua_pop(L, 1);
  if (e->options.log || !(e->options.libraries & PYCAP_LIB_IO)) {
    lua_pushlightuserdata(L, e);
    lua_pushcclosure(L, log_print, 1);
    lua_setglobal(L, "print");
  }
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

/* Pushes it. */
static void open_module(lua_State *L, Loaded *l) {
  script_openmodule(&l->script);
  l->feed = host_feeder(L);
  if (l->engine->options.libraries & PYCAP_LIB_CAPTURE) return;
  clear_fields(L, external);
  lua_pushnil(L);
  lua_setmetatable(L, -2);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
  clear_fields(L, external_parts);
  lua_pop(L, 1);
}

void libraries_open(lua_State *L, Loaded *l) {
  static const luaL_Reg plain[] = {
    {LUA_COLIBNAME, luaopen_coroutine}, {LUA_TABLIBNAME, luaopen_table},
    {LUA_STRLIBNAME, luaopen_string},   {LUA_MATHLIBNAME, luaopen_math},
    {LUA_UTF8LIBNAME, luaopen_utf8},    {NULL, NULL}
  };
  const pycap_options *o = &l->engine->options;
  unsigned libraries = o->libraries;
  bool limited = o->memory || o->instructions;
  open_base(L, l->engine);
  for (const luaL_Reg *library = plain; library->name; library++) {
    luaL_requiref(L, library->name, library->func, 1);
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
  if (libraries & PYCAP_LIB_PACKAGE) modules_install(L);
  if (limited) limits_install(L);
  else modules_scripts(L);
  open_module(L, l);
  if (o->fragments) host_fragments(L);
  if (limited) limits_module(L);
  lua_pop(L, 1);
}
