/*
** instrument.h - how a script runs with --sent, --profile and --watch
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

/* Pushes the function that runs a script, with its arguments, and runs it again
** when its file has changed. Raises. */
void instrument_watch(lua_State *L, const char *script);

#endif
