/*
** pool.h - small objects of a Lua state from free lists
*/
#ifndef PYCAP_POOL_H
#define PYCAP_POOL_H

#include <lua.h>

/* As luaL_newstate; for one state, the program's. NULL: not enough memory. */
lua_State *pool_newstate(void);

#endif
