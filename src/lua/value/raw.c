/*
** raw.c - pycap.raw: an address as bytes, where text is expected otherwise
*/
#include "raw.h"

#include <lauxlib.h>
#include <string.h>

#include "../../core/address.h"
#include "../base/state.h"

#define RAW_MAX 255  /* what the widest length of an address can say */

static const char raw_class[] = "pycap.raw";

const uint8_t *raw_to(lua_State *L, int index, size_t *size) {
  const uint8_t *bytes = luaL_testudata(L, index, raw_class);
  *size = bytes ? lua_rawlen(L, index) : 0;
  return bytes;
}

/* pycap.raw(bytes) -> an address */
static int module_raw(lua_State *L) {
  size_t size;
  if (lua_type(L, 1) != LUA_TSTRING)
    return luaL_error(L, "pycap.raw: string expected, got %s",
                      luaL_typename(L, 1));
  const char *bytes = lua_tolstring(L, 1, &size);
  if (size > RAW_MAX)
    return luaL_error(L, "pycap.raw: at most %d bytes expected, got %I",
                      RAW_MAX, (LUAI_UACINT)size);
  memcpy(lua_newuserdatauv(L, size, 0), bytes, size);
  luaL_setmetatable(L, raw_class);
  return 1;
}

static int raw_eq(lua_State *L) {
  size_t size, other;
  const uint8_t *a = raw_to(L, 1, &size), *b = raw_to(L, 2, &other);
  lua_pushboolean(L, a && b && size == other && memcmp(a, b, size) == 0);
  return 1;
}

static int raw_tostring(lua_State *L) {
  char text[3 * RAW_MAX];
  size_t size;
  const uint8_t *bytes = raw_to(L, 1, &size);
  luaL_argexpected(L, bytes, 1, raw_class);
  lua_pushliteral(L, "raw (");
  lua_pushlstring(L, text, mac_text(bytes, size, text));
  lua_pushliteral(L, ")");
  lua_concat(L, 3);
  return 1;
}

static const luaL_Reg metamethods[] = {
  {"__eq", raw_eq}, {"__tostring", raw_tostring}, {NULL, NULL}
};

void open_raw(lua_State *L) {
  state_class(L, raw_class, metamethods, metamethods + 2);
  lua_pushnil(L);  /* it has no members */
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  lua_pushcfunction(L, module_raw);
  lua_setfield(L, -3, "raw");
}
