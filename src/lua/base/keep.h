/*
** keep.h - what C keeps alive for a userdata
**
** A script reaches user values by debug.setuservalue, and what C still points
** to would be collected. What is kept here it does not reach.
*/
#ifndef PYCAP_KEEP_H
#define PYCAP_KEEP_H

#include <lua.h>

/* Pushes the table with weak keys that the registry has at an address, which it
** makes where there is none. */
void weak_push(lua_State *L, const void *key);

/* The userdata at an index keeps the value on top, instead of what it kept so
** far; pops it. */
void keep(lua_State *L, int index);

/* Pushes what the userdata at an index keeps, or nil. */
void kept_push(lua_State *L, int index);

#endif
