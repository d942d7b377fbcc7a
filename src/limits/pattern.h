/*
** pattern.h - string.find, match, gmatch and gsub whose steps are counted
*/
#ifndef PYCAP_PATTERN_H
#define PYCAP_PATTERN_H

#include <lua.h>

void patterns_install(lua_State *L);  /* protected */

#endif
