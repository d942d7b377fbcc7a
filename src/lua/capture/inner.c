/*
** inner.c - what the parts in Lua need of C: clocks, a deadline, errors
*/
#include "inner.h"

#include <lauxlib.h>

#include "../../io/wait.h"
#include "../base/error.h"
#include "next.h"

/* now() -> integer nanoseconds of a clock that only goes forward */
static int inner_now(lua_State *L) {
  lua_pushinteger(L, clock_now());
  return 1;
}

/* epoch() -> integer nanoseconds, on the clock of packet.timestamp */
static int inner_epoch(lua_State *L) {
  lua_pushinteger(L, clock_epoch());
  return 1;
}

/* raise(code, message): a pycap.error */
static int inner_raise(lua_State *L) {
  static const char *const codes[] = {"timeout", "device", "unsupported",
                                      NULL};
  return fault_throw(L, codes[luaL_checkoption(L, 1, NULL, codes)], "%s",
                     luaL_checkstring(L, 2));
}

static const luaL_Reg functions[] = {
  {"now", inner_now}, {"epoch", inner_epoch}, {"raise", inner_raise},
  {"receive", capture_receive}, {NULL, NULL}
};

/* The loader: require "pycap.inner" */
static int open_table(lua_State *L) {
  luaL_newlibtable(L, functions);
  lua_pushvalue(L, lua_upvalueindex(1));
  luaL_setfuncs(L, functions, 1);
  return 1;
}

/* Stack: module, state. */
void open_inner(lua_State *L) {
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
  lua_pushvalue(L, -2);
  lua_pushcclosure(L, open_table, 1);
  lua_setfield(L, -2, "pycap.inner");
  lua_pop(L, 1);
}
