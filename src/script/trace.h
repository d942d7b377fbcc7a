/*
** trace.h - the kind of an error, and its text
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

/* A message handler for lua_pcall: error -> error. It adds a traceback to a
** string, and leaves other errors as they are. */
int trace_error(lua_State *L);

/*
** Replaces the error on top of the stack by its text, and returns its kind.
** `status` is what lua_pcall returned. Does not raise.
*/
ErrorKind trace_text(lua_State *L, int status);

#endif
