/*
** prompt.h - statements in Lua that are typed, and run one by one
*/
#ifndef PYCAP_TOOL_PROMPT_H
#define PYCAP_TOOL_PROMPT_H

#include <lua.h>

/* Reads statements from standard input and runs them, until it ends. Protected:
** options -> */
int prompt(lua_State *L);

#endif
