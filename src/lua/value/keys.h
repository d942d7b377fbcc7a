/*
** keys.h - keys as scripts have them: strings that hash well (core/mix.h)
*/
#ifndef PYCAP_KEYS_H
#define PYCAP_KEYS_H

#include <lua.h>
#include <stddef.h>
#include <stdint.h>

/* Pushes a key. key_plain pushes the bytes that the key at an index was made
** of. */
void key_push(lua_State *L, const uint8_t *key, size_t size);
void key_plain(lua_State *L, int index);

#endif
