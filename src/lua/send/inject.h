/*
** inject.h - pycap.inject: frames onto a device
*/
#ifndef PYCAP_INJECT_LUA_H
#define PYCAP_INJECT_LUA_H

#include <lua.h>

void open_injectors(lua_State *L);  /* stack: module, state */

#endif
