/*
** guard.h - a sink behind a test in Lua
*/
#ifndef PYCAP_GUARD_H
#define PYCAP_GUARD_H

#include <lua.h>

/*
** guard(test, target [, names]) -> a sink. For each packet, `test` gets the
** values that the handler lists. If it returns true, the packet goes to
** `target`: a sink, for which `names` are listed, or a function, which gets the
** packet. Neither may yield.
*/
int guard_new(lua_State *L);

void open_guards(lua_State *L);  /* stack: module, state */

#endif
