/*
** filter.h - pycap.filter: an expression for packets that are already here
*/
#ifndef PYCAP_FILTER_LUA_H
#define PYCAP_FILTER_LUA_H

#include <lua.h>

/*
** Charges what compiling an expression takes. To libpcap it is one piece, and
** takes time by the square of the length: long ones are charged by the cube, so
** that none keeps a stop waiting.
*/
void filter_charge(lua_State *L, const char *expression);

void open_filters(lua_State *L);  /* stack: module, state */

#endif
