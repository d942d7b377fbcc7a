/*
** names.c - names of protocols and fields that a script gives
*/
#include "names.h"

#include <string.h>

#include "../base/options.h"
#include "../base/unknown.h"

#define EVERY "packet"  /* instead of a protocol */

unsigned protocol_check(lua_State *L, const State *state, int arg) {
  if (lua_type(L, arg) != LUA_TSTRING)
    luaL_error(L, "name of a protocol expected (\"packet\": every packet), "
               "got %s", luaL_typename(L, arg));
  const char *name = lua_tostring(L, arg);
  unsigned protocol = protocols_find(&state->protocols, name);
  if (strcmp(name, "flow") == 0)
    luaL_argerror(L, arg, "\"flow\" is for `on` alone: a flow is no packet");
  if (protocol == PROTOCOL_NONE && strcmp(name, EVERY) != 0)
    luaL_argerror(L, arg, protocol_unknown(L, &state->protocols, arg, EVERY));
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
  bool full = name[strcspn(name, ".[")] == '.';  /* the protocol's, too */
  if (s->fault) name = lua_pushlstring(L, name, s->fault);
  name = name_shown(L, name);
  if (full) luaL_error(L, "%s: %s%s", name, wrong, hint);
  luaL_error(L, "%s.%s: %s%s", select_title(s), name, wrong, hint);
}

unsigned name_protocol(lua_State *L, const Select *s) {
  unsigned protocol = protocols_find(s->all, lua_tostring(L, -1));
  if (protocol == PROTOCOL_NONE)
    luaL_error(L, "%s", protocol_unknown(L, s->all, lua_gettop(L), EVERY));
  return protocol;
}

bool table_islist(lua_State *L, lua_Integer *n) {
  lua_Integer all = 0;
  *n = (lua_Integer)lua_rawlen(L, -1);
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) all++;
  return *n > 0 && all == *n;
}
