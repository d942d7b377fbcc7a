/*
** header.h - a header: a Lua table laid over the wire
*/
#ifndef PYCAP_HEADER_LUA_H
#define PYCAP_HEADER_LUA_H

#include <lua.h>

void open_headers(lua_State *L);  /* stack: module, state */

#endif
