/*
** doors.h - what a script in the sandbox has in the place of io, pycap.capture,
** pycap.dump and pycap.inject
*/
#ifndef PYCAP_TOOL_DOORS_H
#define PYCAP_TOOL_DOORS_H

#include <lua.h>

#include "options.h"

/* Notes the files that scripts may open. 0; or, with a message, an exit
** status. */
int doors_begin(const Options *options);

/* Replaces what opens something in the module, which is the global pycap, and
** in the libraries. Opens the devices of --inject. Protected: options -> */
int doors_install(lua_State *L);

/* Opens Lua's libraries: all of them, or what the sandbox leaves. Raises. */
void doors_libraries(lua_State *L, const Options *options);

#endif
