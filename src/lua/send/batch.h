/*
** batch.h - injector:batch: many frames, a system call for each lot
*/
#ifndef PYCAP_BATCH_LUA_H
#define PYCAP_BATCH_LUA_H

#include <lua.h>

int injector_batch(lua_State *L);

#endif
