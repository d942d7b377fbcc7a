/*
** result.c - what handlers return for a packet that a host feeds
*/
#include "result.h"

#include <string.h>

#include "../value/compose.h"
#include "../value/readonly.h"
#include "handler.h"

/* Keeps the bytes of the packet on top, if they are not those of the frame. */
static void replace(lua_State *L, const State *state, const Packet *p,
                    Outcome *v) {
  const Frame *frame = v->frame;
  if (!p->touched && p->size == frame->caplen &&
      (p->size == 0 || memcmp(packet_bytes(p), frame->bytes, p->size) == 0))
    return;
  packet_wire(L, state, lua_gettop(L), -1);
  lua_rawgeti(L, LUA_REGISTRYINDEX, v->table);
  lua_insert(L, -2);
  lua_rawseti(L, -2, v->slot);
  lua_pop(L, 1);
  v->replaced = true;
}

/* Raises what a handler returned, on top, with the place of its callback, which
** is in the table at `list`. */
static int refuse_result(lua_State *L, const Handler *h, int list) {
  const char *got = luaL_typename(L, -1);
  const Packet *p = packet_to(L, h->state, -1);
  lua_Integer i = 2;
  lua_Debug info = {.linedefined = 0};
  if (lua_type(L, -1) == LUA_TSTRING)
    got = lua_pushfstring(L, "\"%s\"", lua_tostring(L, -1));
  if (p) got = lua_pushfstring(L, "one %s", readonly_why(L, p));
  for (; lua_rawgeti(L, list, i) == LUA_TUSERDATA &&
         lua_touserdata(L, -1) != h; i += 2)
    lua_pop(L, 1);
  /* one that has cancelled itself may have gone */
  if (lua_rawgeti(L, list, i - 1) == LUA_TFUNCTION)
    lua_getinfo(L, ">S", &info);
  if (info.linedefined > 0)
    lua_pushfstring(L, "%s:%d: ", info.short_src, info.linedefined);
  else
    lua_pushliteral(L, "");
  return luaL_error(L, "%sa handler returns nil, a boolean, \"accept\", "
                    "\"drop\" or a packet, not %s", lua_tostring(L, -1), got);
}

void result_take(lua_State *L, const State *state, int list) {
  Outcome *v = state->outcome;
  if (v && v->thread == L && !lua_isnil(L, -1)) {
    const char *word = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1)
                                                      : "";
    const Packet *p = packet_to(L, state, -1);
    if (p && !p->readonly) replace(L, state, p, v);
    else if (strcmp(word, "drop") == 0) v->dropped = true;
    else if (p || (strcmp(word, "accept") != 0 && !lua_isboolean(L, -1)))
      refuse_result(L, v->handler, list);
  }
  lua_pop(L, 1);
}
