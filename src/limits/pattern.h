/*
** pattern.h - string.find, match, gmatch and gsub with counted steps
*/
#ifndef PYCAP_PATTERN_H
#define PYCAP_PATTERN_H

#include <lua.h>

/* Replaces these functions. Call it in protected mode. */
void patterns_install(lua_State *L);

#endif
