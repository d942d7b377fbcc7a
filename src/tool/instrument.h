/*
** instrument.h - what is recorded while a script runs: --sent and --profile
*/
#ifndef PYCAP_TOOL_INSTRUMENT_H
#define PYCAP_TOOL_INSTRUMENT_H

#include <lua.h>
#include <stdbool.h>

/*
** In Lua, before the script: options (a light userdata) -> nothing. Has what it
** sends written into a file, and its callbacks counted, if these say so.
*/
int instrument(lua_State *L);

/* Pushes the function that prints the counts of callbacks. False: nothing was
** counted, and nothing is pushed. */
bool instrument_report(lua_State *L);

#endif
