/*
** state.c - a Lua state for a script, with its memory and its limits
*/
#include "state.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>
#include <sys/auxv.h>

bool script_privileged(void) { return getauxval(AT_SECURE) != 0; }

bool script_open(Script *s) {
  s->limits.memory = &s->pool.memory;
  s->pool.memory.weighs = s->limits.instructions > 0;
  s->L = pool_newstate(&s->pool);
  if (!s->L) return false;
  limits_attach(&s->limits, s->L);
  return true;
}

void script_close(Script *s) {
  limits_release(&s->limits);
  s->module = NULL;
  if (s->L) lua_close(s->L);
  pool_free(&s->pool);
}

void script_prepare(Script *s) {
  lua_gc(s->L, LUA_GCGEN, 0, 0);
  if (!script_privileged()) return;
  lua_pushboolean(s->L, 1);
  lua_setfield(s->L, LUA_REGISTRYINDEX, "LUA_NOENV");
}

/* Keeps the templates of a path, field `name` of the table on top, that begin
** with a slash. */
static void hide(lua_State *L, const char *name) {
  luaL_Buffer b;
  lua_getfield(L, -1, name);
  const char *at = lua_tostring(L, -1), *separator = "";
  luaL_buffinit(L, &b);
  while (at && *at) {
    size_t size = strcspn(at, LUA_PATH_SEP);
    if (*at == '/') {
      luaL_addstring(&b, separator);
      luaL_addlstring(&b, at, size);
      separator = LUA_PATH_SEP;
    }
    at += size;
    at += *at != '\0';
  }
  luaL_pushresult(&b);
  lua_setfield(L, -3, name);
  lua_pop(L, 1);
}

void script_hidepaths(lua_State *L) {
  if (!script_privileged()) return;
  lua_getglobal(L, LUA_LOADLIBNAME);
  hide(L, "path");
  hide(L, "cpath");
  lua_pop(L, 1);
}

void script_openmodule(Script *s) {
  s->module = host_open(s->L, &s->host);
}
