/*
** library.h - the libraries that scripts of an engine find, and pycap
*/
#ifndef PYCAP_LIBRARY_H
#define PYCAP_LIBRARY_H

#include "engine.h"

/* Opens what the options say, and the module with its feed. Protected. */
void libraries_open(lua_State *L, Loaded *loaded);

#endif
