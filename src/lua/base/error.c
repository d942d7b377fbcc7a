/*
** error.c - pycap.error: what the world did wrong, as a Lua value
*/
#include "error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <lauxlib.h>

/* Pushes the position of the nearest Lua function that runs and is not ours. */
static void push_where(lua_State *L) {
  lua_Debug ar;
  for (int level = 1; lua_getstack(L, level, &ar); level++) {
    lua_getinfo(L, "Sl", &ar);
    if (ar.currentline > 0 && strncmp(ar.source, "=pycap.", 7) != 0) {
      lua_pushfstring(L, "%s:%d: ", ar.short_src, ar.currentline);
      return;
    }
  }
  lua_pushliteral(L, "");
}

int fault_raise(lua_State *L, const Fault *fault) {
  lua_createtable(L, 0, 3);
  lua_pushstring(L, fault->code);
  lua_setfield(L, -2, "code");
  lua_pushstring(L, fault->text);
  lua_setfield(L, -2, "message");
  push_where(L);
  lua_setfield(L, -2, "where");
  luaL_getmetatable(L, ERROR_CLASS);
  lua_pushnil(L);  /* scripts have that table: a finalizer is not for them */
  lua_setfield(L, -2, "__gc");
  lua_setmetatable(L, -2);
  return lua_error(L);
}

int fault_throw(lua_State *L, const char *code, const char *format, ...) {
  Fault fault;
  va_list arguments;
  fault_set(&fault, code, "%s", "");
  va_start(arguments, format);
  vsnprintf(fault.text, sizeof fault.text, format, arguments);
  va_end(arguments);
  fault_escape(fault.text, sizeof fault.text);
  return fault_raise(L, &fault);
}

void error_trace(lua_State *L, lua_State *from, int level) {
  if (lua_type(from, -1) == LUA_TSTRING && lua_status(from) != LUA_ERRMEM &&
      !strstr(lua_tostring(from, -1), "\nstack traceback:"))
    luaL_traceback(L, from, lua_tostring(from, -1), level);
  else
    lua_xmove(from, L, 1);
}

static int error_tostring(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_getfield(L, 1, "where");
  lua_getfield(L, 1, "message");
  lua_pushfstring(L, "%s%s", luaL_optstring(L, -2, ""),
                  luaL_optstring(L, -1, ""));
  return 1;
}

static int error_concat(lua_State *L) {
  luaL_tolstring(L, 1, NULL);
  luaL_tolstring(L, 2, NULL);
  lua_concat(L, 2);
  return 1;
}

static const luaL_Reg metamethods[] = {
  {"__tostring", error_tostring}, {"__concat", error_concat}, {NULL, NULL}
};

/* Stack: module, state. */
void open_errors(lua_State *L) {
  luaL_newmetatable(L, ERROR_CLASS);
  luaL_setfuncs(L, metamethods, 0);
  lua_setfield(L, -3, "error");
}
