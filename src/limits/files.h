/*
** files.h - Lua files: the cost of compiling them is charged beforehand
*/
#ifndef PYCAP_LIMITS_FILES_H
#define PYCAP_LIMITS_FILES_H

#include <lua.h>

/* Replaces loadfile, dofile and the function by which require loads a Lua
** file. */
void files_install(lua_State *L);

#endif
