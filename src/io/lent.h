/*
** lent.h - memory of an allocator for libraries that give it back without
** saying how much it was
*/
#ifndef PYCAP_LENT_H
#define PYCAP_LENT_H

#include <stddef.h>
#include <stdint.h>

#include "../core/allocator.h"

typedef union Lent {
  size_t size;         /* of the whole block, this included */
  max_align_t aligned;
} Lent;

/* As malloc and free; `memory` is an Allocator. For libraries that ask for
** `count` elements, and for those that do not. */
static inline void *lent_some(void *memory, size_t count, size_t size) {
  if (size > 0 && count > (SIZE_MAX - sizeof(Lent)) / size) return NULL;
  size_t whole = count * size + sizeof(Lent);
  Lent *lent = allocator_move(memory, NULL, 0, whole);
  if (lent == NULL) return NULL;
  lent->size = whole;
  return lent + 1;
}

static inline void *lent_take(void *memory, size_t size) {
  return lent_some(memory, 1, size);
}

static inline void lent_give(void *memory, void *block) {
  if (block == NULL) return;
  Lent *lent = (Lent *)block - 1;
  allocator_move(memory, lent, lent->size, 0);
}

#endif
