/*
** messages.h - capture:messages()
*/
#ifndef PYCAP_MESSAGES_LUA_H
#define PYCAP_MESSAGES_LUA_H

#include <lua.h>

int capture_messages(lua_State *L);

#endif
