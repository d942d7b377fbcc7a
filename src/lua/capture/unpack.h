/*
** unpack.h - side:unpack: what string.unpack gives of bytes that come
*/
#ifndef PYCAP_UNPACK_H
#define PYCAP_UNPACK_H

#include <lua.h>

/* side:unpack(format) -> what string.unpack gives. Upvalues: the state, and
** string.unpack. */
int side_unpack(lua_State *L);

#endif
