/*
** atend.c - pycap.atend: what is called once when the run ends
*/
#include "atend.h"

#include "../base/state.h"
#include "../host.h"
#include "drain.h"
#include "source.h"

/*
** Its address, in the registry: a list of functions; [0]: how many were called;
** [-1]: true while they are, and for good when one has failed.
*/
static const char atend_key = 'e';

/* pycap.atend(f): f() is called when the run ends */
static int module_atend(lua_State *L) {
  state_needhost(L, state_of(L), "pycap.atend: no run ends here: run the "
                 "script in pcaplua, or call the function where the script "
                 "ends");
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &atend_key);
  lua_insert(L, 1);
  lua_rawseti(L, 1, (lua_Integer)lua_rawlen(L, 1) + 1);
  return 0;
}

/* Hands over what handlers of pycap.on wait for. */
static void end_source(lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, HANDLERS_KEY);
  drain_all(L, state_find(L), lua_gettop(L), NULL);
  lua_pop(L, 1);
}

void host_end(lua_State *L) {
  end_source(L);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &atend_key);
  int list = lua_gettop(L);
  bool begun = lua_rawgeti(L, list, -1) != LUA_TNIL;
  lua_pushboolean(L, true);
  lua_rawseti(L, list, -1);
  while (!begun) {
    lua_rawgeti(L, list, 0);
    lua_Integer next = lua_tointeger(L, -1) + 1;
    lua_settop(L, list);
    if (lua_rawgeti(L, list, next) == LUA_TNIL) break;
    lua_pushinteger(L, next);
    lua_rawseti(L, list, 0);
    lua_call(L, 0, 0);
  }
  lua_settop(L, list);
  if (!begun) {
    lua_pushnil(L);
    lua_rawseti(L, list, -1);
  }
  lua_settop(L, list - 1);
}

/* Stack: module, state. */
void open_atend(lua_State *L) {
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &atend_key);
  lua_pushvalue(L, -1);
  lua_pushcclosure(L, module_atend, 1);
  lua_setfield(L, -3, "atend");
}
