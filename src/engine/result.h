/*
** result.h - the value that result() returned, moved between Lua states
*/
#ifndef PYCAP_RESULT_H
#define PYCAP_RESULT_H

#include <lua.h>
#include <stddef.h>

#define RESULT_DEPTH 64                 /* tables in tables */
#define RESULT_MAX ((size_t)256 << 20)  /* bytes */

/* A value written as bytes. Begins as all zeros. */
typedef struct Result {
  char *bytes;
  size_t size, room;
} Result;

/*
** Writes the value on top of the stack, which stays there: nil, a boolean, a
** number, a string, a tally, or a table of these. Raises for anything else.
*/
void result_write(lua_State *L, Result *result);

/* Pushes the value that was written. Raises, for example without memory. */
void result_push(lua_State *L, const Result *result);

void result_free(Result *result);

#endif
