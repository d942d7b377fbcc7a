/*
** rows.h - pycap.protocols(): the rows as data
*/
#ifndef PYCAP_ROWS_H
#define PYCAP_ROWS_H

#include <lua.h>

/* pycap.protocols() -> list of protocols, each with its rows and carriers */
int module_protocols(lua_State *L);

#endif
