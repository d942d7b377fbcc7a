/*
** allocator.h - where C takes memory that it keeps for a script
*/
#ifndef PYCAP_ALLOCATOR_H
#define PYCAP_ALLOCATOR_H

#include <stddef.h>
#include <stdlib.h>

/*
** `move` works as a lua_Alloc: it resizes a block of `old` bytes to `size`
** bytes and returns it. A `block` of NULL, with `old` 0, makes a new one;
** `size` 0 frees it and returns NULL. Otherwise NULL means that there is no
** memory, and the old block stays.
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
