/*
** craft.h - pycap.<protocol>: headers made by hand
*/
#ifndef PYCAP_CRAFT_H
#define PYCAP_CRAFT_H

#include <lua.h>

/*
** pycap.<protocol>([fields]) -> header
** Upvalues: the state, name -> index of the field, the protocol's index.
*/
int module_header(lua_State *L);

#endif
