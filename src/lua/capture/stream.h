/*
** stream.h - capture:stream and pycap.stream: whose bytes a function reads
*/
#ifndef PYCAP_STREAM_LUA_H
#define PYCAP_STREAM_LUA_H

#include <lua.h>

/* capture:stream and capture:streams */
int capture_stream(lua_State *L);
int capture_streams(lua_State *L);

void open_streams(lua_State *L);  /* stack: module, state */

#endif
