/*
** json.h - Lua values as JSON (RFC 8259)
*/
#ifndef PYCAP_VALUE_JSON_H
#define PYCAP_VALUE_JSON_H

#include <lua.h>

void open_json(lua_State *L);  /* stack: module, state */

#endif
