/*
** keys.c - keys as scripts have them
*/
#include "keys.h"

#include <lauxlib.h>
#include <string.h>

#include "../../core/mix.h"

/* Pushes bytes that are changed. */
static void push(lua_State *L, const void *bytes, size_t size,
                 void (*change)(uint8_t *, size_t)) {
  uint8_t few[256];
  if (size <= sizeof few) {
    memcpy(few, bytes, size);
    change(few, size);
    lua_pushlstring(L, (const char *)few, size);
    return;
  }
  uint8_t *many = lua_newuserdatauv(L, size, 0);
  memcpy(many, bytes, size);
  change(many, size);
  lua_pushlstring(L, (const char *)many, size);
  lua_remove(L, -2);
}

void key_push(lua_State *L, const uint8_t *key, size_t size) {
  push(L, key, size, key_mix);
}

void key_plain(lua_State *L, int index) {
  size_t size;
  const char *key = lua_tolstring(L, index, &size);
  push(L, key, size, key_unmix);
}
