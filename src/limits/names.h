/*
** names.h - names of functions, as errors and tracebacks look them up
*/
#ifndef PYCAP_NAMES_LIMITS_H
#define PYCAP_NAMES_LIMITS_H

#include <lua.h>

/*
** Limits the search for a function's name to the libraries as they are now. Lua
** itself searches all loaded modules and the global variables, and a script can
** make as many of these as it likes. Call it in protected mode, after all other
** functions are installed.
*/
void names_install(lua_State *L);

#endif
