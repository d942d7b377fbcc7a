/*
** state.h - pcaplua's Lua state
*/
#ifndef PYCAP_TOOL_STATE_H
#define PYCAP_TOOL_STATE_H

#include <lua.h>

/* As luaL_newstate; once in a program. NULL: not enough memory. */
lua_State *tool_newstate(void);

#endif
