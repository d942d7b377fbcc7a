/*
** protocols.c - modules of --protocol
*/
#include "protocols.h"

#include <errno.h>
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "../script/load.h"
#include "options.h"

/* Pushes what `require` calls the module of a file: "beacon" of a/beacon.lua. */
static const char *push_name(lua_State *L, const char *file) {
  const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
  const char *dot = strrchr(name, '.');
  return lua_pushlstring(L, name, dot > name ? (size_t)(dot - name)
                                             : strlen(name));
}

/* Pushes the file, compiled. */
static void push_chunk(lua_State *L, const char *file) {
  Text text;
  if (!text_read(&text, file))
    luaL_error(L, "--protocol: cannot open %s: %s", file, text_error(errno));
  const char *chunk = lua_pushfstring(L, "@%s", file);
  int status = text_compile(L, chunk, text.bytes, text.size);
  free(text.bytes);
  lua_remove(L, -2);
  if (status != LUA_OK) lua_error(L);
}

int protocols_load(lua_State *L) {
  const Options *o = lua_touserdata(L, 1);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  for (int i = 0; i < o->protocol_count; i++) {
    const char *name = push_name(L, o->protocols[i]);
    push_chunk(L, o->protocols[i]);
    lua_pushstring(L, name);
    lua_pushstring(L, o->protocols[i]);
    lua_call(L, 2, 1);
    if (lua_isnil(L, -1)) {
      lua_pushboolean(L, true);
      lua_replace(L, -2);
    }
    lua_setfield(L, 2, name);
    lua_settop(L, 2);
  }
  return 0;
}
