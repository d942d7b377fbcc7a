/*
** pool.h - a Lua state whose small objects come from free lists
*/
#ifndef PYCAP_POOL_H
#define PYCAP_POOL_H

#include <lua.h>

/* As luaL_newstate, NULL: not enough memory. Closed by pool_close. */
lua_State *pool_newstate(void);
void pool_close(lua_State *L);

#endif
