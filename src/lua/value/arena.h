/*
** arena.h - memory for a declaration: zeroed, never moved, freed together
**
** It is the Lua state's, in userdata that a table keeps.
*/
#ifndef PYCAP_ARENA_H
#define PYCAP_ARENA_H

#include <lua.h>
#include <stddef.h>

#define ARENA_MAX (1u << 20)  /* bytes of one declaration */

typedef struct Arena {
  lua_State *L;
  int table;          /* index of the table that keeps its parts, */
  lua_Integer parts;  /* so many */
  char *at;           /* where the last one is free, */
  size_t left;        /* and for how long */
  size_t used;        /* bytes in all */
} Arena;

/* Pushes the table that keeps the arena. */
void arena_begin(lua_State *L, Arena *arena);

/* Memory for anything. Raises: there is none, or it would be over ARENA_MAX. */
void *arena_take(Arena *arena, size_t size);

#endif
