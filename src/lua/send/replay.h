/*
** replay.h - injector:replay: a capture file onto a device, in its time
*/
#ifndef PYCAP_REPLAY_LUA_H
#define PYCAP_REPLAY_LUA_H

#include <lua.h>

int injector_replay(lua_State *L);

#endif
