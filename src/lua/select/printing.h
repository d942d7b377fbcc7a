/*
** printing.h - a sink that prints packets to standard output, without Lua
*/
#ifndef PYCAP_PRINTING_H
#define PYCAP_PRINTING_H

#include <lua.h>

/*
** printer{form =, ...} -> a sink, which on() takes instead of a callback; the
** options are in printing.c. Upvalue 1: the state.
*/
int printing_new(lua_State *L);

void open_printing_sinks(lua_State *L);  /* stack: module, state */

#endif
