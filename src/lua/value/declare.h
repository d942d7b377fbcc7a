/*
** declare.h - pycap.protocol and pycap.carry: protocols that a script declares,
** and what it has carry them
*/
#ifndef PYCAP_DECLARE_H
#define PYCAP_DECLARE_H

#include "../base/state.h"

void open_declarations(lua_State *L);  /* stack: module, state */

#endif
