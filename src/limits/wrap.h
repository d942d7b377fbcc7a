/*
** wrap.h - library functions replaced by ones that call the original
*/
#ifndef PYCAP_WRAP_H
#define PYCAP_WRAP_H

#include <lua.h>

/*
** Replaces the C function `name` of the table on top of the stack by
** `function`. The original may have one upvalue at most. `function` calls
** limits_pass to run the original with the same arguments, and returns its
** result.
*/
void limits_wrap(lua_State *L, const char *name, lua_CFunction function);
int limits_pass(lua_State *L);

#endif
