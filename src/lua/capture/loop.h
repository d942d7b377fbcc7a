/*
** loop.h - pycap.loop, capture:loop and capture:dispatch
*/
#ifndef PYCAP_LOOP_H
#define PYCAP_LOOP_H

#include <lua.h>

int capture_loop_lua(lua_State *L);
int capture_dispatch_lua(lua_State *L);
int module_loop(lua_State *L);

void open_loop(lua_State *L);  /* stack: module, state */

#endif
