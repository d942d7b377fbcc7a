/*
** pool.c - small objects of a Lua state from free lists
**
** A packet costs four small objects that die together; the general allocator
** takes a fifth of a script's time for them. Here the free blocks of each size
** are a list. What was taken from the system is kept until the program ends.
*/
#include "pool.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <stddef.h>
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

static struct {
  Block *unused[LARGEST / UNIT + 1];  /* by size in units */
  Block *chunks;
  char *at, *end;                     /* what is left of the newest */
} pool;

static size_t units(size_t size) { return (size + UNIT - 1) / UNIT; }

static void give(void *p, size_t n) {
  Block *block = p;
  block->next = pool.unused[n];
  pool.unused[n] = block;
}

static void *carve(size_t n) {
  if ((size_t)(pool.end - pool.at) < n * UNIT) {
    Block *chunk = malloc(CHUNK);
    if (!chunk) return NULL;
    size_t rest = (size_t)(pool.end - pool.at) / UNIT;
    if (rest > 0) give(pool.at, rest);
    chunk->next = pool.chunks;
    pool.chunks = chunk;
    pool.at = (char *)(chunk + 1);
    pool.end = (char *)chunk + CHUNK;
  }
  void *block = pool.at;
  pool.at += n * UNIT;
  return block;
}

static void *take(size_t size) {
  if (size > LARGEST) return malloc(size);
  Block *block = pool.unused[units(size)];
  if (!block) return carve(units(size));
  pool.unused[units(size)] = block->next;
  return block;
}

/* lua_Alloc; `old` of a new block is no size. */
static void *allocate(void *context, void *p, size_t old, size_t size) {
  (void)context;
  if (!p) return size > 0 ? take(size) : NULL;
  if (old > LARGEST && (size > LARGEST || size == 0)) {
    if (size > 0) return realloc(p, size);
    free(p);
    return NULL;
  }
  if (size > 0 && size <= LARGEST && units(old) == units(size)) return p;
  void *moved = size > 0 ? take(size) : NULL;
  if (size > 0 && !moved) return NULL;
  if (moved) memcpy(moved, p, old < size ? old : size);
  if (old > LARGEST) free(p);
  else if (old > 0) give(p, units(old));
  return moved;
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#endif

#ifdef SANITIZED  /* it is to see each object */

lua_State *pool_newstate(void) {
  (void)allocate;
  return luaL_newstate();
}

#else

/* warn(), as lauxlib has it: silent until warn("@on"). */
static void warn(void *context, const char *text, int more) {
  static bool on, continued;
  (void)context;
  if (!continued && !more && *text == '@') {
    if (strcmp(text, "@off") == 0) on = false;
    if (strcmp(text, "@on") == 0) on = true;
    return;
  }
  if (on)
    fprintf(stderr, "%s%s%s", continued ? "" : "Lua warning: ", text,
            more ? "" : "\n");
  continued = more;
}

lua_State *pool_newstate(void) {
  lua_State *L = lua_newstate(allocate, NULL);
  if (L) lua_setwarnf(L, warn, NULL);
  return L;
}

#endif
