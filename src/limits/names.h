/*
** names.h - the names of functions that errors and tracebacks look for
*/
#ifndef PYCAP_NAMES_LIMITS_H
#define PYCAP_NAMES_LIMITS_H

#include <lua.h>

/*
** Has them found among those of the libraries as they are now. Lua looks for
** the name of a function in all that is loaded, global variables, too, of which
** a script can make as many as it likes. Protected; last of all.
*/
void names_install(lua_State *L);

#endif
