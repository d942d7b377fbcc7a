/*
** bounded.h - library functions that can do far more work than their arguments
** are long: the work is charged as instructions before it is done
*/
#ifndef PYCAP_BOUNDED_H
#define PYCAP_BOUNDED_H

#include <lua.h>

/* Replaces these functions. Call it in protected mode. */
void bounded_install(lua_State *L);

#endif
