/*
** keep.c - what C keeps alive for a userdata
*/
#include "keep.h"

static const char kept_key = 'k';  /* its address, in the registry: a table
                                      from userdata, weakly, to what they keep */

static void push_table(lua_State *L) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &kept_key) == LUA_TTABLE) return;
  lua_pop(L, 1);
  lua_newtable(L);
  lua_createtable(L, 0, 1);
  lua_pushliteral(L, "k");
  lua_setfield(L, -2, "__mode");
  lua_setmetatable(L, -2);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &kept_key);
}

void keep(lua_State *L, int index) {
  index = lua_absindex(L, index);
  push_table(L);
  lua_insert(L, -2);
  lua_pushvalue(L, index);
  lua_insert(L, -2);
  lua_rawset(L, -3);
  lua_pop(L, 1);
}

void kept_push(lua_State *L, int index) {
  index = lua_absindex(L, index);
  push_table(L);
  lua_pushvalue(L, index);
  lua_rawget(L, -2);
  lua_remove(L, -2);
}
