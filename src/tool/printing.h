/*
** printing.h - pcaplua without a script: it prints, writes or counts packets
*/
#ifndef PYCAP_TOOL_PRINTING_H
#define PYCAP_TOOL_PRINTING_H

#include "options.h"

/* Pushes what `require` returns for a part in Lua. Raises. */
void part_push(lua_State *L, const char *name);

/* Pushes two values: the Lua function that carries out the options, and its
** argument. Raises. */
void printing_push(lua_State *L, const Options *options);

/* Adds a hint to the text on top, which says why the source cannot be opened,
** if the filter is an expression of --where. */
void printing_advise(lua_State *L, const Options *options);

/* True when packets are printed on a terminal, so that nothing else may be
** drawn there. */
bool printing_talks(const Options *options);

/* In Lua: serve(name, f) has f called when a signal asks for it ("reopen",
** "draw", "look"). */
int printing_server(lua_State *L);

/* Calls the function that the pushed one has set for a signal. False: it has set none. Raises what the function raises. */
bool printing_serve(lua_State *L, const char *name);

#endif
