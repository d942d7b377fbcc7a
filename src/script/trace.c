/*
** trace.c - what an error is, and its text
*/
#include "trace.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <string.h>

int trace_error(lua_State *L) {
  if (lua_type(L, 1) == LUA_TSTRING &&
      !strstr(lua_tostring(L, 1), "\nstack traceback:"))
    luaL_traceback(L, L, lua_tostring(L, 1), 1);
  return 1;
}

/* Protected: where the kind goes, the error -> its text */
static int error_describe(lua_State *L) {
  ErrorKind *kind = lua_touserdata(L, 1);
  if (lua_type(L, 2) == LUA_TTABLE && lua_getmetatable(L, 2)) {
    luaL_getmetatable(L, "pycap.error");
    if (lua_rawequal(L, -1, -2)) {
      lua_getfield(L, 2, "code");
      bool memory = lua_type(L, -1) == LUA_TSTRING &&
                    strcmp(lua_tostring(L, -1), "memory") == 0;
      *kind = memory ? ERROR_MEMORY : ERROR_WORLD;
    }
  }
  luaL_tolstring(L, 2, NULL);
  return 1;
}

ErrorKind trace_text(lua_State *L, int status) {
  ErrorKind kind = ERROR_SCRIPT;
  if (status == LUA_ERRMEM) {
    kind = ERROR_MEMORY;
  } else if (lua_type(L, -1) != LUA_TSTRING &&
             lua_checkstack(L, LUA_MINSTACK)) {
    lua_pushcfunction(L, error_describe);
    lua_insert(L, -2);
    lua_pushlightuserdata(L, &kind);
    lua_insert(L, -2);
    if (lua_pcall(L, 2, 1, 0) == LUA_ERRMEM) kind = ERROR_MEMORY;
  }
  return status == LUA_ERRSYNTAX ? ERROR_SYNTAX : kind;
}
