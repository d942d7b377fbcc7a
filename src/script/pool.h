/*
** pool.h - a Lua state's memory: small objects from free lists, and a limit
*/
#ifndef PYCAP_POOL_H
#define PYCAP_POOL_H

#include <lua.h>
#include <stddef.h>

#include "../limits/memory.h"

#define POOL_UNIT 16u
#define POOL_LARGEST 512u  /* bytes of the largest small object */

union Block;

/* The memory of one Lua state. Begins as all zeros, except the limit. */
typedef struct Pool {
  union Block *unused[POOL_LARGEST / POOL_UNIT + 1];  /* by size in units */
  union Block *chunks;
  char *at, *end;        /* the unused rest of the newest chunk */
  Memory memory;
} Pool;

/* A lua_Alloc; the context is the Pool. */
void *pool_allocate(void *pool, void *block, size_t old, size_t size);

/* Makes a Lua state that allocates from the pool; NULL: not enough memory. */
lua_State *pool_newstate(Pool *pool);

/* Frees all memory of the pool. Close the Lua state first. */
void pool_free(Pool *pool);

#endif
