/*
** listing.h - what the lists of pcaplua are made of
*/
#ifndef PYCAP_LUA_LISTING_H
#define PYCAP_LUA_LISTING_H

#include <lua.h>

/* datalinks(device or nil), timestamps(device or nil) -> a list of {name =,
** meaning =} */
int internal_datalinks(lua_State *L);
int internal_timestamps(lua_State *L);

/* program(filter, link type, style) -> a list of {name = line} */
int internal_program(lua_State *L);

#endif
