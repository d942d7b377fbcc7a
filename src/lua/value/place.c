/*
** place.c - where a value stands in what a script assigns, for messages
*/
#include "place.h"

#include <lauxlib.h>
#include <string.h>

#include "../base/options.h"

void place_push(lua_State *L, const Place *place) {
  if (!place->in) {
    lua_pushstring(L, place->name);
    return;
  }
  luaL_checkstack(L, 4, "lists nested too deep");
  place_push(L, place->in);
  const char *in = lua_tostring(L, -1);
  int top = lua_gettop(L);
  if (place->name)
    lua_pushfstring(L, "%s.%s", in, name_shown(L, place->name));
  else
    lua_pushfstring(L, "%s[%I]", in, (LUAI_UACINT)place->index);
  lua_replace(L, top);
  lua_settop(L, top);
}

int place_refuse(lua_State *L, const Place *place, const char *problem,
                 const char *more) {
  place_push(L, place);
  return luaL_error(L, "%s: %s%s", lua_tostring(L, -1), problem, more);
}

int place_toolarge(lua_State *L, const Place *place, const Field *f,
                   uint64_t bytes) {
  place_push(L, place);
  return luaL_error(L, "%s: value too large: %I bytes do not fit in %d bits "
                    "(at most %I)", lua_tostring(L, -1), (LUAI_UACINT)bytes,
                    f->width, (LUAI_UACINT)field_largest(f));
}

int field_refuse(lua_State *L, const Known *k, int key) {
  Near near;
  const char *name = luaL_tolstring(L, key, NULL);
  if (strchr(name, '['))
    return luaL_error(L, "%s.%s: cannot be assigned: change a copy of the "
                      "list, and assign that", k->protocol->name,
                      name_shown(L, name));
  if (computed_find(k->protocol, name))
    return luaL_error(L, "%s.%s: cannot be assigned: it is computed",
                      k->protocol->name, name);
  near_begin(&near, name);
  for (const Field *f = k->protocol->fields; f->name; f++)
    near_offer(&near, f->name);
  for (const Computed *c = k->protocol->computed; c && c->name; c++)
    near_offer(&near, c->name);
  return luaL_error(L, "%s.%s: no such field%s", k->protocol->name,
                    name_shown(L, name), near_push(L, &near));
}

int header_refusekey(lua_State *L, const Known *k, int key) {
  if (lua_type(L, key) == LUA_TSTRING &&
      strcmp(lua_tostring(L, key), "packet") == 0)
    return luaL_error(L, "%s.packet: the raw bytes cannot be assigned",
                      k->protocol->name);
  return field_refuse(L, k, key);
}
