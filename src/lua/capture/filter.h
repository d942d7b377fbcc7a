/*
** filter.h - pycap.filter: an expression for packets that are already here
*/
#ifndef PYCAP_FILTER_LUA_H
#define PYCAP_FILTER_LUA_H

#include <lua.h>

void open_filters(lua_State *L);  /* stack: module, state */

#endif
