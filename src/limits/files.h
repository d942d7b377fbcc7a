/*
** files.h - texts that are loaded from files, admitted before they are compiled
*/
#ifndef PYCAP_LIMITS_FILES_H
#define PYCAP_LIMITS_FILES_H

#include <lua.h>

/* Replaces loadfile, dofile and what require loads Lua files with. */
void files_install(lua_State *L);

#endif
