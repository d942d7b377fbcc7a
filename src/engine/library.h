/*
** library.h - the libraries that an engine gives to scripts, and pycap
*/
#ifndef PYCAP_LIBRARY_H
#define PYCAP_LIBRARY_H

#include "engine.h"

/* Opens the libraries of the options, and the module pycap with its feed.
** Raises: call it in protected mode. */
void libraries_open(lua_State *L, Loaded *loaded);

#endif
