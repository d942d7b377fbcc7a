/*
** install.h - library functions replaced in a Lua state that has limits
*/
#ifndef PYCAP_INSTALL_H
#define PYCAP_INSTALL_H

#include <lua.h>

/* Replaces the library functions whose work the limits would not count. Call it
** in protected mode. */
void limits_install(lua_State *L);

/* Replaces such functions of the module pycap, which is on top of the stack. */
void limits_module(lua_State *L);

#endif
