/*
** raw.h - pycap.raw: an address as bytes, where text is expected otherwise
*/
#ifndef PYCAP_RAW_H
#define PYCAP_RAW_H

#include <lua.h>
#include <stddef.h>
#include <stdint.h>

/* The bytes of the pycap.raw at an index, which live as long as it; NULL: it is
** something else. */
const uint8_t *raw_to(lua_State *L, int index, size_t *size);

void open_raw(lua_State *L);  /* stack: module, state */

#endif
