/*
** values.c - values and functions of the host in Lua
*/
#include "values.h"

#include <lauxlib.h>
#include <string.h>

#include "../limits/limits.h"

bool value_hollow(const pycap_value *v) {
  return v->type == PYCAP_STRING && v->size > 0 && !v->string;
}

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

/* What a script's global calls: what was registered when it was loaded. */
typedef struct HostFunction {
  pycap_function function;
  void *context;
} HostFunction;

/* The host's functions; upvalue 1: the HostFunction, 2: the name. */
static int call_host(lua_State *L) {
  const HostFunction *called = lua_touserdata(L, lua_upvalueindex(1));
  int count = lua_gettop(L);
  pycap_value few[8], *values = few, result = {0, 0, 0, NULL, 0};
  if (count > 8)
    values = lua_newuserdatauv(L, (size_t)count * sizeof *values, 0);
  for (int i = 0; i < count; i++) value_take(L, i + 1, &values[i]);
  int code = called->function(called->context, values, count, &result);
  limits_outside(L);
  if (value_hollow(&result))
    return luaL_error(L, "%s: its result is a string of %I bytes at NULL",
                      lua_tostring(L, lua_upvalueindex(2)),
                      (LUAI_UACINT)result.size);
  if (code < 0) {
    luaL_where(L, 1);
    if (result.type == PYCAP_STRING) value_give(L, &result);
    else lua_pushfstring(L, "%s failed",
                         lua_tostring(L, lua_upvalueindex(2)));
    lua_concat(L, 2);
    return lua_error(L);
  }
  value_give(L, &result);
  return 1;
}

void functions_register(lua_State *L, Registered *r) {
  for (; r; r = r->next) {
    HostFunction *called = lua_newuserdatauv(L, sizeof *called, 0);
    called->function = r->function;
    called->context = r->context;
    lua_pushstring(L, r->name);
    lua_pushcclosure(L, call_host, 2);
    lua_setglobal(L, r->name);
  }
}
