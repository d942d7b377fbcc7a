/*
** splice.c - headers put into a packet, and taken out of it
**
** A packet has room for the headers it was made with: both make another one.
*/
#include "splice.h"

#include "edits.h"
#include "make.h"
#include "readonly.h"

/* The place at argument 2, from 0 on. */
static unsigned check_place(lua_State *L, const char *who, unsigned places) {
  lua_Integer i = lua_isinteger(L, 2) ? lua_tointeger(L, 2) : 0;
  if (places == 0) luaL_error(L, "%s: the packet has no headers", who);
  if (i < 1 || i > (lua_Integer)places)
    luaL_error(L, "%s: place of a header from 1 to %d expected, got %s", who,
               (int)places, luaL_tolstring(L, 2, NULL));
  return (unsigned)i - 1;
}

/* Pushes the headers of the packet at 1, from one up to another. */
static void push_headers(lua_State *L, const State *state, unsigned from,
                         unsigned to) {
  for (unsigned i = from; i < to; i++) header_push(L, state, 1, i);
}

/* Pushes the packet of what is above 3, and of payload and trailer. */
static int finish(lua_State *L, const State *state, const Packet *p) {
  size_t size;
  const char *rest = packet_pushrest(L, p, 1, &size);
  lua_pushlstring(L, rest, size);
  lua_remove(L, -2);
  packet_remake(L, state, 4, p);
  return 1;
}

int packet_insert(lua_State *L) {
  const State *state = state_of(L);
  unsigned layer;
  const Packet *p = packet_check(L, state, 1);
  lua_settop(L, 3);
  readonly_check(L, p, "insert");
  unsigned i = check_place(L, "insert", p->count + 1u);
  if (!header_to(L, state, 3, &layer))
    return header_refuse(L, state, 3, "header");
  lua_settop(L, 3);
  luaL_checkstack(L, p->count + LUA_MINSTACK, "too many headers");
  push_headers(L, state, 0, i);
  lua_pushvalue(L, 3);
  push_headers(L, state, i, p->count);
  return finish(L, state, p);
}

int packet_remove(lua_State *L) {
  const State *state = state_of(L);
  const Packet *p = packet_check(L, state, 1);
  lua_settop(L, 3);
  readonly_check(L, p, "remove");
  unsigned i = check_place(L, "remove", p->count);
  luaL_checkstack(L, p->count + LUA_MINSTACK, "too many headers");
  push_headers(L, state, 0, i);
  push_headers(L, state, i + 1, p->count);
  return finish(L, state, p);
}
