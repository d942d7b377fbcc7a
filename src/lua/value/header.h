/*
** header.h - a header: a Lua table laid over the wire
*/
#ifndef PYCAP_HEADER_LUA_H
#define PYCAP_HEADER_LUA_H

#include "../base/state.h"

/* Makes the metatable for headers of a protocol, and pushes the function that
** makes such a header by hand. */
void header_register(lua_State *L, State *state, const Known *known);

void open_headers(lua_State *L);  /* stack: module, state */

#endif
