/*
** fragments.h - the fragments of a capture, put together
*/
#ifndef PYCAP_FRAGMENTS_LUA_H
#define PYCAP_FRAGMENTS_LUA_H

#include "../select/handler.h"

/*
** Reads the option `fragments` of the table at an index: true, false or a table
** of options. False: it is not given; else these Handlers get whole datagrams,
** or frames as they come.
*/
bool fragments_read(lua_State *L, int index, Handlers *handlers);

/* Has Handlers get whole datagrams, by the usual limits. */
void fragments_ask(lua_State *L, Handlers *handlers);

int capture_fragments(lua_State *L);

#endif
