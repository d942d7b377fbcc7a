/*
** sizedmalloc.h - malloc and free by an Allocator, for libraries: each block
** remembers its size, which free is not told
*/
#ifndef PYCAP_SIZEDMALLOC_H
#define PYCAP_SIZEDMALLOC_H

#include <stddef.h>
#include <stdint.h>

#include "../core/allocator.h"

typedef union SizedBlock {
  size_t size;         /* of the whole block, this included */
  max_align_t aligned;
} SizedBlock;

/* `count` elements (not cleared), and as malloc and free; `memory` is an
** Allocator. */
static inline void *sized_array(void *memory, size_t count, size_t size) {
  if (size > 0 && count > (SIZE_MAX - sizeof(SizedBlock)) / size) return NULL;
  size_t whole = count * size + sizeof(SizedBlock);
  SizedBlock *block = allocator_move(memory, NULL, 0, whole);
  if (block == NULL) return NULL;
  block->size = whole;
  return block + 1;
}

static inline void *sized_malloc(void *memory, size_t size) {
  return sized_array(memory, 1, size);
}

static inline void sized_free(void *memory, void *block) {
  if (block == NULL) return;
  SizedBlock *sized = (SizedBlock *)block - 1;
  allocator_move(memory, sized, sized->size, 0);
}

#endif
