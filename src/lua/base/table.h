/*
** table.h - members of the table on top
*/
#ifndef PYCAP_TABLE_H
#define PYCAP_TABLE_H

#include <lua.h>

/* Each sets a key of the table on top; a text of NULL sets nothing. */
static inline void table_text(lua_State *L, const char *key,
                              const char *text) {
  if (!text) return;
  lua_pushstring(L, text);
  lua_setfield(L, -2, key);
}

static inline void table_integer(lua_State *L, const char *key,
                                 lua_Integer n) {
  lua_pushinteger(L, n);
  lua_setfield(L, -2, key);
}

static inline void table_boolean(lua_State *L, const char *key, int value) {
  lua_pushboolean(L, value);
  lua_setfield(L, -2, key);
}

#endif
