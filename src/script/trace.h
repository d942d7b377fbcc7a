/*
** trace.h - the kind of an error, and its text
*/
#ifndef PYCAP_SCRIPT_TRACE_H
#define PYCAP_SCRIPT_TRACE_H

#include <lua.h>
#include <stdbool.h>

typedef enum ErrorKind {
  ERROR_SCRIPT,  /* the script raised it */
  ERROR_SYNTAX,
  ERROR_MEMORY,
  ERROR_WORLD    /* a pycap.error: a device, a file, a filter */
} ErrorKind;

/* The code of the pycap.error at an index above 0; NULL: it is none. The code
** lives as long as the error. */
const char *trace_code(lua_State *L, int error);

/* True for a pycap.error at index 1 that is about a file: then its message,
** without a position, is pushed. */
bool trace_file(lua_State *L);

/* A message handler for lua_pcall: error -> error. It adds a traceback to a
** string, and leaves other errors as they are. */
int trace_error(lua_State *L);

/*
** Replaces the error on top of the stack by its text, and returns its kind.
** `status` is what lua_pcall returned. Does not raise.
*/
ErrorKind trace_text(lua_State *L, int status);

#endif
