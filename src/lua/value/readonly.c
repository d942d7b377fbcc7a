/*
** readonly.c - packets that were put together of several frames
*/
#include "readonly.h"

const char *readonly_why(lua_State *L, const Packet *p) {
  if (p->parts == 0) return lua_pushliteral(L, "of a frame that came before");
  return lua_pushfstring(L, "put together of %d frames", (int)p->parts);
}

int readonly_refuse(lua_State *L, const Packet *p, const char *what) {
  return luaL_error(L, "%s: the packet is one %s, and read-only", what,
                    readonly_why(L, p));
}
