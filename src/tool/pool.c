/*
** pool.c - a Lua state whose small objects come from free lists
**
** A packet costs four small objects that die together: the general allocator
** takes a fifth of the whole time of a script for them. Free blocks of a size
** are a list; what was taken from the system goes back when the state closes.
*/
#include "pool.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNIT 16u
#define LARGEST 512u             /* bytes of a small object */
#define CHUNK ((size_t)65536)

typedef union Block {
  union Block *next;
  max_align_t align;
} Block;

typedef struct Pool {
  Block *unused[LARGEST / UNIT + 1];  /* by size in units */
  Block *chunks;
  char *at, *end;                     /* what is left of the newest */
  bool warning, continued;            /* state of warn() */
} Pool;

static size_t units(size_t size) { return (size + UNIT - 1) / UNIT; }

static void *carve(Pool *pool, size_t n) {
  if ((size_t)(pool->end - pool->at) < n * UNIT) {
    Block *chunk = malloc(CHUNK);
    if (!chunk) return NULL;
    for (size_t left; (left = (size_t)(pool->end - pool->at) / UNIT) > 0;) {
      Block *rest = (Block *)(void *)pool->at;  /* smaller than a block */
      rest->next = pool->unused[left];
      pool->unused[left] = rest;
      pool->at += left * UNIT;
    }
    chunk->next = pool->chunks;
    pool->chunks = chunk;
    pool->at = (char *)(chunk + 1);
    pool->end = (char *)chunk + CHUNK;
  }
  void *block = pool->at;
  pool->at += n * UNIT;
  return block;
}

static void *take(Pool *pool, size_t size) {
  if (size > LARGEST) return malloc(size);
  size_t n = units(size);
  Block *block = pool->unused[n];
  if (!block) return carve(pool, n);
  pool->unused[n] = block->next;
  return block;
}

static void give(Pool *pool, void *p, size_t size) {
  if (size > LARGEST) {
    free(p);
  } else {
    Block *block = p;
    block->next = pool->unused[units(size)];
    pool->unused[units(size)] = block;
  }
}

/* lua_Alloc; `old` of a new block is no size. */
static void *allocate(void *context, void *p, size_t old, size_t size) {
  Pool *pool = context;
  if (!p) {
    Block *block = size <= LARGEST ? pool->unused[units(size)] : NULL;
    if (!block) return size > 0 ? take(pool, size) : NULL;
    pool->unused[units(size)] = block->next;
    return block;
  }
  if (size == 0) {
    if (old > 0) give(pool, p, old);
    return NULL;
  }
  if (old > LARGEST && size > LARGEST) return realloc(p, size);
  if (old <= LARGEST && size <= LARGEST && units(old) == units(size)) return p;
  void *moved = take(pool, size);
  if (!moved) return NULL;
  memcpy(moved, p, old < size ? old : size);
  give(pool, p, old);
  return moved;
}

static int panic(lua_State *L) {
  const char *text = lua_tostring(L, -1);
  fprintf(stderr, "PANIC: unprotected error in call to Lua API (%s)\n",
          text ? text : "error object is not a string");
  return 0;
}

/* warn(), as lauxlib has it: off until warn("@on"). */
static void warn(void *context, const char *text, int more) {
  Pool *pool = context;
  if (!pool->continued && !more && *text == '@') {
    if (strcmp(text, "@off") == 0) pool->warning = false;
    if (strcmp(text, "@on") == 0) pool->warning = true;
    return;
  }
  if (pool->warning)
    fprintf(stderr, "%s%s%s", pool->continued ? "" : "Lua warning: ", text,
            more ? "" : "\n");
  pool->continued = more;
}

static void discard(Pool *pool) {
  while (pool->chunks) {
    Block *next = pool->chunks->next;
    free(pool->chunks);
    pool->chunks = next;
  }
  free(pool);
}

/* The sanitizers are to see each object. */
static void *plain(void *context, void *p, size_t old, size_t size) {
  (void)context;
  (void)old;
  if (size > 0) return realloc(p, size);
  free(p);
  return NULL;
}

lua_State *pool_newstate(void) {
  Pool *pool = calloc(1, sizeof *pool);
  if (!pool) return NULL;
#ifdef __SANITIZE_ADDRESS__
  bool direct = true;
#else
  bool direct = false;
#endif
  lua_State *L = lua_newstate(direct ? plain : allocate, pool);
  if (!L) {
    discard(pool);
    return NULL;
  }
  lua_atpanic(L, panic);
  lua_setwarnf(L, warn, pool);
  return L;
}

void pool_close(lua_State *L) {
  void *pool;
  lua_getallocf(L, &pool);
  lua_close(L);
  discard(pool);
}
