/*
** wrap.c - C functions of the libraries replaced by ones that call them
*/
#include "wrap.h"

/*
** In its place, so that its messages have its name and where it was called:
** upvalue 1 is its own, and it is upvalue 2.
*/
int limits_pass(lua_State *L) {
  return lua_tocfunction(L, lua_upvalueindex(2))(L);
}

void limits_wrap(lua_State *L, const char *name, lua_CFunction f) {
  lua_getfield(L, -1, name);
  if (!lua_getupvalue(L, -1, 1)) lua_pushnil(L);
  lua_insert(L, -2);
  lua_pushcclosure(L, f, 2);
  lua_setfield(L, -2, name);
}
