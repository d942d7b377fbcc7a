/*
** values.h - the host's values and functions, as Lua sees them
*/
#ifndef PYCAP_VALUES_H
#define PYCAP_VALUES_H

#include <lua.h>

#include "handle.h"

/* True for a string that is NULL and yet has a size: a mistake of the host. */
bool value_hollow(const pycap_value *value);

/* value_give pushes a value of the host. value_take reads the Lua value at
** `index` for the host. */
void value_give(lua_State *L, const pycap_value *value);
void value_take(lua_State *L, int index, pycap_value *value);

/* Sets the registered functions as global variables. A later change of a
** registration does not reach them. Raises. */
void functions_register(lua_State *L, Registered *functions);

#endif
