/*
** atend.h - pycap.atend: what is called once when the run ends
*/
#ifndef PYCAP_ATEND_H
#define PYCAP_ATEND_H

#include <lua.h>

void open_atend(lua_State *L);  /* stack: module, state */

#endif
