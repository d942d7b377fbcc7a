/*
** carry.h - values on their way from one Lua state to another
*/
#ifndef PYCAP_CARRY_H
#define PYCAP_CARRY_H

#include <lua.h>
#include <stddef.h>

#define CARRY_DEPTH 64                 /* tables in tables */
#define CARRY_MAX ((size_t)256 << 20)  /* bytes */

/* A value as bytes. All zero to begin with. */
typedef struct Carry {
  char *bytes;
  size_t size, room;
} Carry;

/*
** Writes the value at the top, which stays: nil, a boolean, a number, a string,
** a tally, or a table of these. Raises for anything else.
*/
void carry_write(lua_State *L, Carry *carry);

/* Pushes the value that was written. Raises, of memory for instance. */
void carry_push(lua_State *L, const Carry *carry);

void carry_free(Carry *carry);

#endif
