/*
** arena.h - memory for one declaration: zeroed, never moved, freed together
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
  int table;          /* index of the table that keeps its blocks */
  lua_Integer parts;  /* number of blocks */
  char *at;           /* the free bytes of the last block, */
  size_t left;        /* and how many they are */
  size_t used;        /* bytes of all blocks */
} Arena;

/* Pushes the table that keeps the arena. */
void arena_begin(lua_State *L, Arena *arena);

/* Takes `size` bytes, aligned for any type. Raises if there is no memory, or
** more than ARENA_MAX would be used. */
void *arena_take(Arena *arena, size_t size);

#endif
