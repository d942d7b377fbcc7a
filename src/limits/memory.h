/*
** memory.h - the account of a Lua state's memory, which its allocator keeps
*/
#ifndef PYCAP_MEMORY_H
#define PYCAP_MEMORY_H

#include <stddef.h>
#include <stdint.h>

#define MEMORY_LARGE 4096          /* bytes: smaller blocks weigh nothing */
/* Where blocks are weighed, longer strings and larger tables are refused. */
#define MEMORY_STRING (4u << 20)
#define MEMORY_BLOCK (32u << 20)

typedef struct Memory {
  size_t limit;          /* bytes, 0: none */
  size_t used, peak;     /* bytes */
  size_t refused;        /* bytes of the block that the limit refused last; 0:
                            none, or one as large was granted since */
  uint64_t allocations;  /* how many new blocks */
  uint64_t moved;        /* bytes of new and of grown blocks */
  /*
  ** A single instruction may read a block to its end, so large blocks are
  ** weighed where instructions are limited. The weight is the size of a string,
  ** or a 512th of the size of a table. `heavy` counts the live blocks by the
  ** binary logarithm of their weight. `grew` is called when a new block is
  ** heavier than all others.
  */
  int weighs;              /* not 0: blocks are weighed */
  uint32_t heavy[32];
  void (*grew)(void *context);
  void *context;
  const void *thread;      /* block of the Lua thread that runs; NULL: freed */
} Memory;

/* The weight of the heaviest live block, rounded up; 0: no block is large. */
static inline uint64_t memory_weight(const Memory *memory) {
  for (int i = 31; memory->weighs && i >= 12; i--)
    if (memory->heavy[i]) return UINT64_C(2) << i;
  return 0;
}

#endif
