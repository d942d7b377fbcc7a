/*
** constants.h - pycap.constants: values by the names that C headers have
*/
#ifndef PYCAP_CONSTANTS_H
#define PYCAP_CONSTANTS_H

#include <lua.h>

void open_constants(lua_State *L);  /* stack: module, state */

#endif
