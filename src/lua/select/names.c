/*
** names.c - names of protocols and fields that a script gives
*/
#include "names.h"

#include <string.h>

unsigned protocol_check(lua_State *L, const State *state, int arg) {
  const char *name = luaL_checkstring(L, arg);
  unsigned protocol = protocols_find(&state->protocols, name);
  if (protocol == PROTOCOL_NONE)
    luaL_argerror(L, arg, lua_pushfstring(L, "unknown protocol \"%s\"", name));
  return protocol;
}

void name_refer(lua_State *L, Select *s, Ref *ref) {
  if (lua_type(L, -1) != LUA_TSTRING)
    luaL_error(L, "name of a field expected, got %s", luaL_typename(L, -1));
  const char *name = lua_tostring(L, -1);
  const char *wrong = select_refer(s, name, ref);
  if (!wrong) return;
  if (strchr(name, '.')) luaL_error(L, "%s: %s", name, wrong);
  luaL_error(L, "%s.%s: %s", s->all->known[s->protocols[0]]->protocol->name,
             name, wrong);
}

bool table_islist(lua_State *L, lua_Integer *n) {
  lua_Integer all = 0;
  *n = (lua_Integer)lua_rawlen(L, -1);
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) all++;
  return *n > 0 && all == *n;
}
