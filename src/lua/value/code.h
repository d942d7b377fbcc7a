/*
** code.h - pycap.code: the Lua source that makes a packet again
*/
#ifndef PYCAP_CODE_H
#define PYCAP_CODE_H

#include <lua.h>

/* code(packet) -> string */
int internal_code(lua_State *L);

#endif
