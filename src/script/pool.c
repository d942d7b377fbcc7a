/*
** pool.c - small objects of a Lua state from free lists, and a limit on all
**
** A packet costs four small objects that die together; the general allocator
** takes a fifth of a script's time for them. Here the free blocks of each size
** are a list, and what was taken from the system is kept until the state ends.
** Where there is a limit every block is the system's: lists of a size that is
** needed no more would be beyond it. Large ones are pages of their own then,
** which go back at once: between blocks of many sizes malloc leaves gaps.
*/
#include "pool.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define CHUNK ((size_t)65536)
#define MAPPED ((size_t)65536)  /* blocks from here on are pages */
#define PAGE ((size_t)4096)

typedef union Block {
  union Block *next;
  max_align_t align;
} Block;

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED
#endif

/* True when a block is from the lists. A sanitizer is to see each object. */
static bool is_small(const Pool *pool, size_t size) {
#ifdef SANITIZED
  return (void)pool, (void)size, false;
#else
  return size <= POOL_LARGEST && pool->memory.limit == 0;
#endif
}

/* True when a block is pages of its own. */
static bool is_mapped(const Pool *pool, size_t size) {
#ifdef SANITIZED
  return (void)pool, (void)size, false;
#else
  return size >= MAPPED && pool->memory.limit > 0;
#endif
}

/* --- weights --- */

typedef enum Weighed { WEIGHED_TABLE, WEIGHED_STRING, WEIGHED_NOT } Weighed;

/* True when a byte behind a block says what it is. */
static bool is_weighed(const Pool *pool, size_t size) {
  return pool->memory.weighs && size >= MEMORY_LARGE;
}

/* What a new block is, by what Lua says of it; a table's parts are untold. */
static Weighed kind_of(size_t told) {
  return told == LUA_TSTRING ? WEIGHED_STRING
         : told == 0 ? WEIGHED_TABLE : WEIGHED_NOT;
}

/* Where a block of a kind is counted, NULL: it weighs nothing. */
static uint32_t *place_of(Memory *memory, Weighed kind, size_t size) {
  size_t weight = kind == WEIGHED_STRING ? size : size / 512;
  if (kind == WEIGHED_NOT || weight < MEMORY_LARGE) return NULL;
  if (weight > UINT32_MAX) weight = UINT32_MAX;
  return &memory->heavy[31 - __builtin_clz((unsigned)weight)];
}

static Weighed kind_at(const Pool *pool, const char *block, size_t size) {
  return is_weighed(pool, size) ? (Weighed)block[size] : WEIGHED_TABLE;
}

static void weigh(Pool *pool, char *block, size_t size, Weighed kind) {
  Memory *memory = &pool->memory;
  if (!is_weighed(pool, size)) return;
  block[size] = (char)kind;
  uint32_t *place = place_of(memory, kind, size);
  if (!place) return;
  uint64_t before = memory_weight(memory);
  ++*place;
  if (memory->grew && memory_weight(memory) > before)
    memory->grew(memory->context);
}

static void unweigh(Pool *pool, size_t size, Weighed kind) {
  uint32_t *place = is_weighed(pool, size)
    ? place_of(&pool->memory, kind, size) : NULL;
  if (place) --*place;
}

/* --- blocks --- */

static size_t units(size_t size) { return (size + POOL_UNIT - 1) / POOL_UNIT; }

static void give(Pool *pool, void *p, size_t n) {
  Block *block = p;
  block->next = pool->unused[n];
  pool->unused[n] = block;
}

static void *carve(Pool *pool, size_t n) {
  if ((size_t)(pool->end - pool->at) < n * POOL_UNIT) {
    Block *chunk = malloc(CHUNK);
    if (!chunk) return NULL;
    size_t rest = (size_t)(pool->end - pool->at) / POOL_UNIT;
    if (rest > 0) give(pool, pool->at, rest);
    chunk->next = pool->chunks;
    pool->chunks = chunk;
    pool->at = (char *)(chunk + 1);
    pool->end = (char *)chunk + CHUNK;
  }
  void *block = pool->at;
  pool->at += n * POOL_UNIT;
  return block;
}

/* The bytes of a block that is not small. */
static size_t whole(const Pool *pool, size_t size) {
  size_t all = size + is_weighed(pool, size);
  return is_mapped(pool, size) ? (all + PAGE - 1) / PAGE * PAGE : all;
}

static void *take_large(const Pool *pool, size_t size) {
  if (!is_mapped(pool, size)) return malloc(whole(pool, size));
  void *block = mmap(NULL, whole(pool, size), PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return block == MAP_FAILED ? NULL : block;
}

static void *take(Pool *pool, size_t size) {
  if (!is_small(pool, size)) return take_large(pool, size);
  Block *block = pool->unused[units(size)];
  if (!block) return carve(pool, units(size));
  pool->unused[units(size)] = block->next;
  return block;
}

static void drop(Pool *pool, void *p, size_t size) {
  if (is_mapped(pool, size)) munmap(p, whole(pool, size));
  else if (!is_small(pool, size)) free(p);
  else if (size > 0) give(pool, p, units(size));
}

static void *grow(Pool *pool, void *p, size_t old, size_t size) {
  bool small = is_small(pool, size);
  bool mapped = is_mapped(pool, size);
  if (!is_small(pool, old) && !small && !mapped && !is_mapped(pool, old))
    return realloc(p, whole(pool, size));
  if (mapped && is_mapped(pool, old) && whole(pool, old) == whole(pool, size))
    return p;
  if (is_small(pool, old) && small && units(old) == units(size)) return p;
  void *moved = take(pool, size);
  if (!moved) return NULL;
  memcpy(moved, p, old < size ? old : size);
  drop(pool, p, old);
  return moved;
}

/* True when a block is too large for one instruction to read. */
static bool is_beyond(const Memory *memory, size_t size, Weighed kind) {
  return memory->weighs && kind != WEIGHED_NOT &&
         size > (kind == WEIGHED_STRING ? MEMORY_STRING : MEMORY_BLOCK);
}

/* True when `more` bytes are within the limit. */
static bool is_granted(const Memory *memory, size_t more) {
  return memory->limit == 0 || (memory->used <= memory->limit &&
                                more <= memory->limit - memory->used);
}

/* What a block is charged: where there is a limit, what is taken for it. */
static size_t cost(const Pool *pool, size_t size) {
  return pool->memory.limit == 0 || size == 0 ? size
         : is_mapped(pool, size) ? whole(pool, size)
         : size < 24 ? 32 : (size + 8 + 15) / 16 * 16;
}

/* Counts a block that was there, or not (0), and now has another size, and so
** many bytes more. */
static void count(Memory *memory, size_t old, size_t size, size_t more) {
  if (size > old) {
    if (size >= memory->refused) memory->refused = 0;
    memory->moved += size;
  }
  memory->used += more;
  if (memory->used > memory->peak) memory->peak = memory->used;
}

/* As pool_allocate does, from lists and into them alone. */
static void *reuse(Pool *pool, void *p, size_t old, size_t size) {
  Memory *memory = &pool->memory;
  if (size == 0) {
    if (p == memory->thread) memory->thread = NULL;
    if (p) give(pool, p, units(old));
    memory->used -= old;
    return NULL;
  }
  Block *block = p ? NULL : pool->unused[units(size)];
  if (block) pool->unused[units(size)] = block->next;
  else block = p ? grow(pool, p, old, size) : carve(pool, units(size));
  if (block) count(memory, old, size, size - old);
  else memory->refused = size;
  memory->allocations += !p;
  return block;
}

void *pool_allocate(void *context, void *p, size_t old, size_t size) {
  Pool *pool = context;
  Memory *memory = &pool->memory;
  if (is_small(pool, size) && (!p || is_small(pool, old)))
    return reuse(pool, p, p ? old : 0, size);
  Weighed kind = p ? kind_at(pool, p, old) : kind_of(old);
  if (!p) old = 0;  /* of a new block it is no size */
  if (size == 0) {
    if (p == memory->thread) memory->thread = NULL;
    unweigh(pool, old, kind);
    if (p) drop(pool, p, old);
    memory->used -= cost(pool, old);
    return NULL;
  }
  if (size > old && (is_beyond(memory, size, kind) ||
                     !is_granted(memory, cost(pool, size) -
                                                 cost(pool, old)))) {
    memory->refused = size;  /* Lua collects and tries again */
    return NULL;
  }
  void *block = p ? grow(pool, p, old, size) : take(pool, size);
  if (!block) {
    memory->refused = size;
    return NULL;
  }
  unweigh(pool, old, kind);
  weigh(pool, block, size, kind);
  memory->allocations += !p;
  count(memory, old, size, cost(pool, size) - cost(pool, old));
  return block;
}

void pool_free(Pool *pool) {
  while (pool->chunks) {
    Block *next = pool->chunks->next;
    free(pool->chunks);
    pool->chunks = next;
  }
}

lua_State *pool_newstate(Pool *pool) {
#if LUA_VERSION_NUM >= 505
  return lua_newstate(pool_allocate, pool, luaL_makeseed(NULL));
#else
  return lua_newstate(pool_allocate, pool);
#endif
}
