/*
** printing.h - pcaplua without a script: packets printed, written, counted
*/
#ifndef PYCAP_TOOL_PRINTING_H
#define PYCAP_TOOL_PRINTING_H

#include "options.h"

/* Pushes the function that does what the options say, and its argument: two
** values. Raises. */
void printing_push(lua_State *L, const Options *options);

/* True when the lines of standard output are all that a terminal is to show. */
bool printing_talks(const Options *options);

/* Calls what the function has given for a signal ("reopen", "draw"), if it has:
** false: it has not. Raises what that raises. */
bool printing_serve(lua_State *L, const char *name);

#endif
