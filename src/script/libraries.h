/*
** libraries.h - Lua's libraries for scripts that are not trusted
*/
#ifndef PYCAP_SCRIPT_LIBRARIES_H
#define PYCAP_SCRIPT_LIBRARIES_H

#include <lua.h>

/* What a script has besides: as PYCAP_LIB_... of pycap.h. */
enum {
  LIBRARY_CAPTURE = 1, LIBRARY_IO = 2, LIBRARY_OS = 4, LIBRARY_PACKAGE = 8,
  LIBRARY_DEBUG = 16
};

/*
** Opens the libraries: the basic functions, of which load takes text alone and
** setmetatable refuses __gc, coroutine, string, table, math, utf8, what of os
** tells the time, package without what loads files, and those of `libraries`.
** Call it in protected mode.
*/
void libraries_standard(lua_State *L, unsigned libraries);

/* Removes what opens something or waits from the module on top, and from what
** require finds, unless LIBRARY_CAPTURE is among `libraries`. */
void libraries_module(lua_State *L, unsigned libraries);

/* Sets these fields of the table on top, which NULL ends, to nil. */
void libraries_clear(lua_State *L, const char *const *names);

#endif
