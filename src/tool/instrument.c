/*
** instrument.c - how a script runs with --sent, --profile and --watch
*/
#include "instrument.h"

#include <stdio.h>

#include "printing.h"

/* In the registry: the function that prints the counts. */
static const char report_key[] = "pcaplua.profile";

int instrument(lua_State *L) {
  const Options *o = lua_touserdata(L, 1);
  if (o->sent) {
    part_push(L, "pycap.internal.test");
    lua_getfield(L, -1, "record");
    lua_pushstring(L, o->sent);
    lua_call(L, 1, 0);
  }
  if (o->profile) {
    part_push(L, "pycap.internal.profile");
    lua_setfield(L, LUA_REGISTRYINDEX, report_key);
  }
  return 0;
}

bool instrument_report(lua_State *L) {
  fflush(stdout);
  if (lua_getfield(L, LUA_REGISTRYINDEX, report_key) != LUA_TNIL) return true;
  lua_pop(L, 1);
  return false;
}

void instrument_watch(lua_State *L, const char *script) {
  part_push(L, "pycap.internal.watch");
  lua_pushstring(L, script);
  lua_pushcfunction(L, printing_server);
  lua_call(L, 2, 1);
}
