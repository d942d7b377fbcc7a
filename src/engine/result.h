/*
** result.h - what result() gave, on its way from one Lua state to another
*/
#ifndef PYCAP_RESULT_H
#define PYCAP_RESULT_H

#include <lua.h>
#include <stddef.h>

#define RESULT_DEPTH 64                 /* tables in tables */
#define RESULT_MAX ((size_t)256 << 20)  /* bytes */

/* A value as bytes. All zero to begin with. */
typedef struct Result {
  char *bytes;
  size_t size, room;
} Result;

/*
** Writes the value at the top, which stays: nil, a boolean, a number, a string,
** a tally, or a table of these. Raises for anything else.
*/
void result_write(lua_State *L, Result *result);

/* Pushes the value that was written. Raises, of memory for instance. */
void result_push(lua_State *L, const Result *result);

void result_free(Result *result);

#endif
