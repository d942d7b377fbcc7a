/*
** filter.h - pycap.filter: an expression for packets that are already here
*/
#ifndef PYCAP_FILTER_LUA_H
#define PYCAP_FILTER_LUA_H

#include <lua.h>

/*
** Charges the work of compiling an expression. libpcap cannot be interrupted
** while it compiles, which takes time by the square of the length. So long
** expressions are charged by the cube, and none delays a stop for long.
*/
void filter_charge(lua_State *L, const char *expression);

void open_filters(lua_State *L);  /* stack: module, state */

#endif
