/*
** names.c - the names of functions that errors and tracebacks look for
**
** They are looked for in the registry's table of what is loaded. There is
** another one in its place, of copies, which hands on what it has not.
*/
#include "names.h"

#include <lauxlib.h>

#include "wrap.h"

static const char loaded_key = 'l';  /* its address: package.loaded */

/* require(name) */
static int require(lua_State *L) {
  luaL_checkstring(L, 1);
  lua_settop(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &loaded_key);
  lua_pushvalue(L, 1);
  lua_gettable(L, -2);
  if (lua_toboolean(L, -1)) return 1;
  lua_settop(L, 1);
  return limits_pass(L);
}

/* Pushes a table of the functions in the one on top. */
static void copy_functions(lua_State *L) {
  int from = lua_gettop(L);
  lua_newtable(L);
  for (lua_pushnil(L); lua_next(L, from); lua_pop(L, 1)) {
    if (!lua_isfunction(L, -1)) continue;
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -2);
    lua_rawset(L, from + 1);
  }
}

void names_install(lua_State *L) {
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  int loaded = lua_gettop(L);
  lua_newtable(L);
  for (lua_pushnil(L); lua_next(L, loaded); lua_settop(L, loaded + 2)) {
    if (!lua_istable(L, -1)) continue;
    copy_functions(L);
    lua_pushvalue(L, loaded + 2);
    lua_insert(L, -2);
    lua_rawset(L, loaded + 1);
  }
  lua_createtable(L, 0, 2);
  lua_pushvalue(L, loaded);
  lua_setfield(L, -2, "__index");
  lua_pushvalue(L, loaded);
  lua_setfield(L, -2, "__newindex");
  lua_setmetatable(L, -2);
  lua_setfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &loaded_key);
  lua_pushglobaltable(L);
  limits_wrap(L, "require", require);
  lua_pop(L, 1);
}
