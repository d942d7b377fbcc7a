/*
** options.c - options of calls, and arguments
*/
#include "options.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <string.h>

const char *text_check(lua_State *L, int arg) {
  size_t size;
  const char *text = luaL_checklstring(L, arg, &size);
  luaL_argcheck(L, strlen(text) == size, arg, "string contains zeros");
  return text;
}

void options_check(lua_State *L, int index, const char *who,
                   const char *const *keys) {
  for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
    bool known = false;
    for (int i = 0; keys[i] && lua_type(L, -2) == LUA_TSTRING; i++)
      if (strcmp(keys[i], lua_tostring(L, -2)) == 0) known = true;
    if (!known)
      luaL_error(L, "%s: unknown option \"%s\"", who,
                 luaL_tolstring(L, -2, NULL));
  }
}
