/*
** flows.h - the flows of a capture: limits and counts
*/
#ifndef PYCAP_FLOWS_LUA_H
#define PYCAP_FLOWS_LUA_H

#include "../select/handler.h"

/* Reads the option `flows` of the table at an index, and has these Handlers
** follow flows within its limits. Raises. */
void flows_read(lua_State *L, int index, Handlers *handlers);

int capture_flows(lua_State *L);

#endif
