/*
** inner.h - what the parts in Lua need of C
*/
#ifndef PYCAP_INNER_H
#define PYCAP_INNER_H

#include <lua.h>

/* Makes package.preload["pycap.inner"]. Stack: module, state. */
void open_inner(lua_State *L);

#endif
