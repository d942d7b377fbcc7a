/*
** values.c - values and functions of the host in Lua
*/
#include "values.h"

#include <lauxlib.h>
#include <string.h>

void value_give(lua_State *L, const pycap_value *v) {
  switch (v->type) {
    case PYCAP_BOOLEAN: lua_pushboolean(L, v->integer != 0); break;
    case PYCAP_INTEGER: lua_pushinteger(L, v->integer); break;
    case PYCAP_NUMBER: lua_pushnumber(L, v->number); break;
    case PYCAP_STRING: lua_pushlstring(L, v->size ? v->string : "", v->size);
      break;
    default: lua_pushnil(L);
  }
}

void value_take(lua_State *L, int index, pycap_value *v) {
  memset(v, 0, sizeof *v);
  switch (lua_type(L, index)) {
    case LUA_TBOOLEAN:
      v->type = PYCAP_BOOLEAN;
      v->integer = lua_toboolean(L, index);
      break;
    case LUA_TNUMBER:
      v->type = lua_isinteger(L, index) ? PYCAP_INTEGER : PYCAP_NUMBER;
      v->integer = lua_tointeger(L, index);
      v->number = lua_tonumber(L, index);
      break;
    case LUA_TSTRING:
      v->type = PYCAP_STRING;
      v->string = lua_tolstring(L, index, &v->size);
      break;
  }
}

/* The host's functions, with upvalue 1: the Registered. */
static int call_host(lua_State *L) {
  const Registered *r = lua_touserdata(L, lua_upvalueindex(1));
  int count = lua_gettop(L);
  pycap_value few[8], *values = few, result = {0, 0, 0, NULL, 0};
  if (count > 8)
    values = lua_newuserdatauv(L, (size_t)count * sizeof *values, 0);
  for (int i = 0; i < count; i++) value_take(L, i + 1, &values[i]);
  int code = r->function(r->context, values, count, &result);
  if (code < 0) {
    luaL_where(L, 1);
    if (result.type == PYCAP_STRING) value_give(L, &result);
    else lua_pushfstring(L, "%s failed", r->name);
    lua_concat(L, 2);
    return lua_error(L);
  }
  value_give(L, &result);
  return 1;
}

void functions_register(lua_State *L, Registered *r) {
  for (; r; r = r->next) {
    lua_pushlightuserdata(L, r);
    lua_pushcclosure(L, call_host, 1);
    lua_setglobal(L, r->name);
  }
}
