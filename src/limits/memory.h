/*
** memory.h - the account of a Lua state's memory, which its allocator keeps
*/
#ifndef PYCAP_MEMORY_H
#define PYCAP_MEMORY_H

#include <stddef.h>
#include <stdint.h>

typedef struct Memory {
  size_t limit;          /* bytes, 0: none */
  size_t used, peak;     /* bytes */
  size_t refused;        /* the block that the limit refused last, 0: what is
                            larger was granted since */
  uint64_t allocations;  /* new blocks, */
  uint64_t moved;        /* and what they and grown ones were, in bytes */
} Memory;

#endif
