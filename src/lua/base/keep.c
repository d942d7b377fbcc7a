/*
** keep.c - what C keeps alive for a userdata
*/
#include "keep.h"

static const char kept_key = 'k';  /* of a table from userdata to what they
                                      keep */

void weak_push(lua_State *L, const void *key) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, key) == LUA_TTABLE) return;
  lua_pop(L, 1);
  lua_newtable(L);
  lua_createtable(L, 0, 1);
  lua_pushliteral(L, "k");
  lua_setfield(L, -2, "__mode");
  lua_setmetatable(L, -2);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

void keep(lua_State *L, int index) {
  index = lua_absindex(L, index);
  weak_push(L, &kept_key);
  lua_insert(L, -2);
  lua_pushvalue(L, index);
  lua_insert(L, -2);
  lua_rawset(L, -3);
  lua_pop(L, 1);
}

void kept_push(lua_State *L, int index) {
  index = lua_absindex(L, index);
  weak_push(L, &kept_key);
  lua_pushvalue(L, index);
  lua_rawget(L, -2);
  lua_remove(L, -2);
}
