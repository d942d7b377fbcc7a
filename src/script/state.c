/*
** state.c - a Lua state for a script, with its memory and its limits
*/
#include "state.h"

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

void script_openmodule(Script *s) {
  s->module = host_open(s->L, &s->host);
}
