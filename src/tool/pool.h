/*
** pool.h - small objects of a Lua state from free lists
*/
#ifndef PYCAP_POOL_H
#define PYCAP_POOL_H

#include <lua.h>

/* Lets a state made by luaL_newstate, the program's only one, use the pool. */
void pool_use(lua_State *L);

#endif
