/*
** error.h - pycap.error: what the world did wrong, as a Lua value
*/
#ifndef PYCAP_ERROR_H
#define PYCAP_ERROR_H

#include <lua.h>

#include "../../io/fault.h"

#if defined(__GNUC__)
#define PYCAP_PRINTF(a, b) __attribute__((format(printf, a, b)))
#else
#define PYCAP_PRINTF(a, b)
#endif

#define ERROR_CLASS "pycap.error"  /* of them in the registry */

/* Raises a pycap.error. */
int fault_raise(lua_State *L, const Fault *fault);
int fault_throw(lua_State *L, const char *code, const char *format, ...)
    PYCAP_PRINTF(3, 4);

/*
** Pushes on L the error on top of a thread: a string that has none yet with the
** thread's traceback from a level on, any other value as it is.
*/
void error_trace(lua_State *L, lua_State *from, int level);

void open_errors(lua_State *L);  /* stack: module, state */

#endif
