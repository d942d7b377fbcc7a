/*
** capture.h - capture: packets from a device or a file
*/
#ifndef PYCAP_CAPTURE_LUA_H
#define PYCAP_CAPTURE_LUA_H

#include <lua.h>

/* pycap.capture and capture:close. */
int module_capture(lua_State *L);
int capture_close_lua(lua_State *L);

void open_captures(lua_State *L);  /* stack: module, state */

#endif
