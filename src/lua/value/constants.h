/*
** constants.h - pycap.constants: values by the names that C headers have
*/
#ifndef PYCAP_CONSTANTS_H
#define PYCAP_CONSTANTS_H

#include "../base/state.h"

/* Adds the constants of a protocol to pycap.constants. */
void constants_register(lua_State *L, const State *state, const Protocol *p);

void open_constants(lua_State *L);  /* stack: module, state */

#endif
