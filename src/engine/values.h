/*
** values.h - values and functions of the host in Lua
*/
#ifndef PYCAP_VALUES_H
#define PYCAP_VALUES_H

#include <lua.h>

#include "handle.h"

/* True of a string of bytes that are not there: NULL of a size. */
bool value_hollow(const pycap_value *value);

/* Pushes a value of the host's; reads one. */
void value_give(lua_State *L, const pycap_value *value);
void value_take(lua_State *L, int index, pycap_value *value);

/* Makes the functions globals, each as it is registered now. Raises. */
void functions_register(lua_State *L, Registered *functions);

#endif
