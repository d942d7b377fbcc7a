/*
** names.c - names of protocols and fields that a script gives
*/
#include "names.h"

#include <string.h>

#include "../base/options.h"

/* Raises: argument `arg` is the name of no protocol. */
static int refuse_protocol(lua_State *L, const Protocols *all, int arg) {
  Near near;
  const char *name = lua_tostring(L, arg);
  near_begin(&near, name);
  for (unsigned i = 0; i < all->count; i++)
    near_offer(&near, all->known[i]->protocol->name);
  lua_pushfstring(L, "unknown protocol \"%s\"%s", name, near_push(L, &near));
  return luaL_argerror(L, arg, lua_tostring(L, -1));
}

unsigned protocol_check(lua_State *L, const State *state, int arg) {
  const char *name = luaL_checkstring(L, arg);
  unsigned protocol = protocols_find(&state->protocols, name);
  if (protocol == PROTOCOL_NONE) refuse_protocol(L, &state->protocols, arg);
  return protocol;
}

void name_refer(lua_State *L, Select *s, Ref *ref) {
  Near near;
  if (lua_type(L, -1) != LUA_TSTRING)
    luaL_error(L, "name of a field expected, got %s", luaL_typename(L, -1));
  const char *name = lua_tostring(L, -1);
  const char *wrong = select_refer(s, name, ref);
  if (!wrong) return;
  select_near(s, name, &near);
  const char *hint = near_push(L, &near);
  if (strchr(name, '.')) luaL_error(L, "%s: %s%s", name, wrong, hint);
  luaL_error(L, "%s.%s: %s%s", s->all->known[s->protocols[0]]->protocol->name,
             name, wrong, hint);
}

bool table_islist(lua_State *L, lua_Integer *n) {
  lua_Integer all = 0;
  *n = (lua_Integer)lua_rawlen(L, -1);
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) all++;
  return *n > 0 && all == *n;
}
