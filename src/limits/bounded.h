/*
** bounded.h - functions of the libraries whose work is beyond their arguments'
** size: charged as instructions before they do it
*/
#ifndef PYCAP_BOUNDED_H
#define PYCAP_BOUNDED_H

#include <lua.h>

void bounded_install(lua_State *L);  /* protected */

#endif
