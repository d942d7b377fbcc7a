/*
** keep.h - what C keeps alive for a userdata
**
** A script can replace a user value by debug.setuservalue; then a value that C
** still points to would be collected. What is kept here, no script can reach.
*/
#ifndef PYCAP_KEEP_H
#define PYCAP_KEEP_H

#include <lua.h>

/* Pushes the table with weak keys that the registry has under a light userdata
** `key`; makes it where there is none. */
void weak_push(lua_State *L, const void *key);

/* Has the userdata at an index keep the value on top, in place of the one that
** it kept before; pops it. */
void keep(lua_State *L, int index);

/* Pushes what the userdata at an index keeps, or nil. */
void kept_push(lua_State *L, int index);

#endif
