/*
** install.h - what a state with limits has in the place of libraries' functions
*/
#ifndef PYCAP_INSTALL_H
#define PYCAP_INSTALL_H

#include <lua.h>

/* Replaces what the limits would not see in the libraries. Protected. */
void limits_install(lua_State *L);

/* The same in the module, which is on top. */
void limits_module(lua_State *L);

#endif
