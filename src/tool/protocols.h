/*
** protocols.h - modules of --protocol
*/
#ifndef PYCAP_TOOL_PROTOCOLS_H
#define PYCAP_TOOL_PROTOCOLS_H

#include <lua.h>

/*
** Options, a light userdata -> nothing: runs each file of --protocol as
** `require` would, so that a script that requires a module of this name gets
** the same. Raises.
*/
int protocols_load(lua_State *L);

#endif
