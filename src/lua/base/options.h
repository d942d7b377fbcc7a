/*
** options.h - options of calls, and arguments
*/
#ifndef PYCAP_OPTIONS_H
#define PYCAP_OPTIONS_H

#include <lua.h>

/* A string argument for C: one without zeros in it. */
const char *text_check(lua_State *L, int arg);

/* Raises, for `who`, if the table at `index` has a key that is not listed. */
void options_check(lua_State *L, int index, const char *who,
                   const char *const *keys);

#endif
