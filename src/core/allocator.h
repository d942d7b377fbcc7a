/*
** allocator.h - where C takes memory that it keeps for a script
*/
#ifndef PYCAP_ALLOCATOR_H
#define PYCAP_ALLOCATOR_H

#include <stddef.h>
#include <stdlib.h>

/*
** `move` is as a lua_Alloc: it makes a block of `size` bytes of one of `old`
** (NULL and 0: none). Size 0 frees it; else NULL: there is no memory.
*/
typedef struct Allocator {
  void *(*move)(void *context, void *block, size_t old, size_t size);
  void *context;
} Allocator;

/* Memory of the process, for whoever keeps nothing for a script. */
static inline void *allocator_plain(void *context, void *block, size_t old,
                                    size_t size) {
  (void)context, (void)old;
  if (size > 0) return realloc(block, size);
  free(block);
  return NULL;
}

static inline void *allocator_move(const Allocator *a, void *block, size_t old,
                                   size_t size) {
  return a->move(a->context, block, old, size);
}

#endif
