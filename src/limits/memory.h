/*
** memory.h - the account of a Lua state's memory, which its allocator keeps
*/
#ifndef PYCAP_MEMORY_H
#define PYCAP_MEMORY_H

#include <stddef.h>
#include <stdint.h>

#define MEMORY_LARGE 4096          /* bytes: what is smaller weighs nothing */
#define MEMORY_STRING (4u << 20)   /* the longest string, */
#define MEMORY_BLOCK (32u << 20)   /* and the largest table, that are weighed */

typedef struct Memory {
  size_t limit;          /* bytes, 0: none */
  size_t used, peak;     /* bytes */
  size_t refused;        /* the block that the limit refused last, 0: what is
                            larger was granted since */
  uint64_t allocations;  /* new blocks, */
  uint64_t moved;        /* and what they and grown ones were, in bytes */
  /*
  ** Where instructions are limited, for one may read a block to its end: large
  ** blocks that live, by the binary logarithm of their weight, which is a
  ** string's size or a 512th of a table's. `grew` hears of one that is heavier
  ** than all others.
  */
  int weighs;              /* not 0: blocks are weighed */
  uint32_t heavy[32];
  void (*grew)(void *context);
  void *context;
  const void *thread;      /* the block of the thread that runs; NULL: freed */
} Memory;

/* The weight of the heaviest block that lives, rounded up; 0: none is large. */
static inline uint64_t memory_weight(const Memory *memory) {
  for (int i = 31; memory->weighs && i >= 12; i--)
    if (memory->heavy[i]) return UINT64_C(2) << i;
  return 0;
}

#endif
