/*
** protocols.h - loads the modules of --protocol
*/
#ifndef PYCAP_TOOL_PROTOCOLS_H
#define PYCAP_TOOL_PROTOCOLS_H

#include <lua.h>

/*
** A Lua function; its argument is a light userdata, the Options. It runs each
** file of --protocol as `require` would. A script that requires a module of
** that name gets the same module. Raises.
*/
int protocols_load(lua_State *L);

#endif
