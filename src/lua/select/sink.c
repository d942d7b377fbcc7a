/*
** sink.c - what a handler has instead of a callback: how it is known
*/
#include "sink.h"

#include <lauxlib.h>

static const char mark;  /* its address is the key of the mark */

void sink_mark(lua_State *L) {
  lua_pushboolean(L, 1);
  lua_rawsetp(L, -2, &mark);
}

Sink *sink_to(lua_State *L, int index) {
  void *sink = lua_touserdata(L, index);
  if (!sink || lua_islightuserdata(L, index) || !lua_getmetatable(L, index))
    return NULL;
  bool marked = lua_rawgetp(L, -1, &mark) == LUA_TBOOLEAN;
  lua_pop(L, 2);
  return marked && lua_rawlen(L, index) >= sizeof(Sink) ? sink : NULL;
}
