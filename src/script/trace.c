/*
** trace.c - what an error is, and its text
*/
#include "trace.h"

#include <lauxlib.h>
#include <string.h>

int trace_error(lua_State *L) {
  if (lua_type(L, 1) == LUA_TSTRING &&
      !strstr(lua_tostring(L, 1), "\nstack traceback:"))
    luaL_traceback(L, L, lua_tostring(L, 1), 1);
  return 1;
}

const char *trace_code(lua_State *L, int error) {
  const char *code = NULL;
  if (!lua_istable(L, error) || !lua_getmetatable(L, error)) return NULL;
  luaL_getmetatable(L, "pycap.error");
  bool ours = lua_rawequal(L, -1, -2);
  lua_pop(L, 2);
  if (!ours) return NULL;
  lua_pushliteral(L, "code");
  if (lua_rawget(L, error) == LUA_TSTRING) code = lua_tostring(L, -1);
  lua_pop(L, 1);
  return code;
}

bool trace_file(lua_State *L) {
  const char *code = trace_code(L, 1);
  if (!code || strcmp(code, "file") != 0) return false;
  lua_pushliteral(L, "message");
  return lua_rawget(L, 1) == LUA_TSTRING;
}

/* Protected: where the kind goes, the error -> its text */
static int error_describe(lua_State *L) {
  ErrorKind *kind = lua_touserdata(L, 1);
  const char *code = trace_code(L, 2);
  if (code) *kind = strcmp(code, "memory") ? ERROR_WORLD : ERROR_MEMORY;
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
