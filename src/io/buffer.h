/*
** buffer.h - a buffer of bytes that grows
*/
#ifndef PYCAP_BUFFER_H
#define PYCAP_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../core/allocator.h"

/* All zero: empty. */
typedef struct Buffer {
  uint8_t *bytes;
  size_t size, capacity;
  const Allocator *memory;  /* borrowed; NULL: the process's */
} Buffer;

/* Makes room for `more` bytes, and returns where they go: behind those that are
** there. NULL: no memory. */
uint8_t *buffer_room(Buffer *buffer, size_t more);

/* Adds bytes; false: no memory. */
bool buffer_add(Buffer *buffer, const void *bytes, size_t size);

/* Removes the first `size` bytes. */
void buffer_drop(Buffer *buffer, size_t size);

void buffer_free(Buffer *buffer);

#endif
