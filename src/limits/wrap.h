/*
** wrap.h - C functions of the libraries replaced by ones that call them
*/
#ifndef PYCAP_WRAP_H
#define PYCAP_WRAP_H

#include <lua.h>

/*
** Replaces a C function, with one upvalue or none, of the table on top by one
** that has the other called by limits_pass: all arguments are as they were.
*/
void limits_wrap(lua_State *L, const char *name, lua_CFunction function);
int limits_pass(lua_State *L);

#endif
