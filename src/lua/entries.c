/*
** entries.c - luaopen_pycap_<part>: require "pycap.arp" before require "pycap"
**
** Lua finds them in pycap.so, the module of the name in front of the dot. They
** are in that file alone: elsewhere the module is open before any script runs.
*/
#include <lauxlib.h>

#include "host.h"

#define ENTRY(part) \
  PYCAP_EXPORT int luaopen_pycap_##part(lua_State *L); \
  PYCAP_EXPORT int luaopen_pycap_##part(lua_State *L) { \
    return open_part(L, "pycap." #part); \
  }

/* name, where it was found -> the part, of a module that is open now */
static int open_part(lua_State *L, const char *name) {
  lua_settop(L, 2);
  luaL_requiref(L, "pycap", luaopen_pycap, 0);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
  lua_getfield(L, -1, name);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 2);
  lua_call(L, 2, 1);
  return 1;
}

#include "entries.inc"
