/*
** text.h - a header in one line
*/
#ifndef PYCAP_TEXT_LUA_H
#define PYCAP_TEXT_LUA_H

#include "reference.h"

/* Adds a header's text to a buffer. */
void header_addtext(lua_State *L, const State *state, int index,
                    unsigned layer, luaL_Buffer *buffer);

#endif
