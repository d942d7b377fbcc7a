/*
** internal.h - what the parts in Lua need of C
*/
#ifndef PYCAP_INTERNAL_H
#define PYCAP_INTERNAL_H

#include <lua.h>

/* Makes package.preload["pycap.internal.base"]. Stack: module, state. */
void open_internal(lua_State *L);

#endif
