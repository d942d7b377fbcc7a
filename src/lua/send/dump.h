/*
** dump.h - pycap.dump: capture files, written
*/
#ifndef PYCAP_DUMP_LUA_H
#define PYCAP_DUMP_LUA_H

#include <lua.h>

void open_dumps(lua_State *L);  /* stack: module, state */

#endif
