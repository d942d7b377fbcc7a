/*
** constants.c - pycap.constants: values by the names that C headers have
*/
#include "constants.h"

#include <string.h>

#include "../../io/datalink.h"
#include "../base/options.h"
#include "../base/state.h"

#define DATALINKS 512  /* link types are numbered below */

/* __index: what the table at 1 has not; upvalue 1 is its name. */
static int refuse_constant(lua_State *L) {
  Near near;
  const char *table = lua_tostring(L, lua_upvalueindex(1));
  if (lua_type(L, 2) != LUA_TSTRING) return 0;
  const char *name = lua_tostring(L, 2);
  near_begin(&near, name);
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1))
    if (lua_type(L, -2) == LUA_TSTRING) near_offer(&near, lua_tostring(L, -2));
  return luaL_error(L, "%s.%s: no such constant%s", table,
                    name_shown(L, name), near_push(L, &near));
}

/* Has the table on top refuse names that it has not. */
static void make_strict(lua_State *L, const char *name) {
  lua_createtable(L, 0, 1);
  lua_pushstring(L, name);
  lua_pushcclosure(L, refuse_constant, 1);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
}

static void add_names(lua_State *L, const Name *names) {
  for (; names && names->name; names++) {
    if (!names->constant) continue;
    lua_pushinteger(L, names->value);
    lua_setfield(L, -2, names->constant);
  }
}

static void push_protocol(lua_State *L, const Protocol *p) {
  lua_newtable(L);
  for (const Field *f = p->fields; f->name; f++) add_names(L, f->names);
  lua_pushfstring(L, "pycap.constants.%s", p->name);
  lua_insert(L, -2);
  make_strict(L, lua_tostring(L, -2));
  lua_remove(L, -2);
}

static void push_datalinks(lua_State *L) {
  lua_newtable(L);
  for (int i = 0; i < DATALINKS; i++) {
    const char *name = datalink_name(i);
    if (!name) continue;
    lua_pushinteger(L, i);
    lua_setfield(L, -2, name);
  }
  make_strict(L, "pycap.constants.dlt");
}

void constants_register(lua_State *L, const State *state, const Protocol *p) {
  lua_rawgeti(L, LUA_REGISTRYINDEX, state->constants);
  push_protocol(L, p);
  lua_setfield(L, -2, p->name);
  lua_pop(L, 1);
}

void open_constants(lua_State *L) {
  State *state = lua_touserdata(L, -1);
  const Protocols *all = &state->protocols;
  lua_newtable(L);
  lua_pushvalue(L, -1);
  state->constants = luaL_ref(L, LUA_REGISTRYINDEX);
  for (unsigned i = 0; i < all->count; i++)
    constants_register(L, state, all->known[i]->protocol);
  push_datalinks(L);
  lua_setfield(L, -2, "dlt");
  make_strict(L, "pycap.constants");
  lua_setfield(L, -3, "constants");
}
