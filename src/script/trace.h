/*
** trace.h - what an error is, and its text
*/
#ifndef PYCAP_SCRIPT_TRACE_H
#define PYCAP_SCRIPT_TRACE_H

#include <lua.h>

typedef enum ErrorKind {
  ERROR_SCRIPT,  /* the script raised it */
  ERROR_SYNTAX,
  ERROR_MEMORY,
  ERROR_WORLD    /* a pycap.error: a device, a file, a filter */
} ErrorKind;

/* A message handler: error -> the same; a string has the traceback then. */
int trace_error(lua_State *L);

/*
** Replaces the error on top by its text, and says what it was. `status` is
** Lua's. Does not raise.
*/
ErrorKind trace_text(lua_State *L, int status);

#endif
