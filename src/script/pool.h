/*
** pool.h - small objects of a Lua state from free lists, and a limit on all
*/
#ifndef PYCAP_POOL_H
#define PYCAP_POOL_H

#include <lua.h>
#include <stddef.h>

#include "../limits/memory.h"

#define POOL_UNIT 16u
#define POOL_LARGEST 512u  /* bytes of a small object */

union Block;

/* The memory of one Lua state. All zero but for the limit to begin with. */
typedef struct Pool {
  union Block *unused[POOL_LARGEST / POOL_UNIT + 1];  /* by size in units */
  union Block *chunks;
  char *at, *end;        /* what is left of the newest */
  Memory memory;
} Pool;

/* A lua_Alloc; the context is the Pool. */
void *pool_allocate(void *pool, void *block, size_t old, size_t size);

/* A state with the pool's memory; NULL: there is not enough. */
lua_State *pool_newstate(Pool *pool);

/* Gives everything back to the system, once the state is closed. */
void pool_free(Pool *pool);

#endif
