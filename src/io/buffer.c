/*
** buffer.c - a buffer of bytes that grows
*/
#include "buffer.h"

#include <string.h>

#define LOT ((size_t)65536)

static void *move(const Buffer *b, void *bytes, size_t old, size_t size) {
  const Allocator plain = {allocator_plain, NULL};
  return allocator_move(b->memory ? b->memory : &plain, bytes, old, size);
}

uint8_t *buffer_room(Buffer *b, size_t more) {
  if (more > b->capacity - b->size) {
    size_t capacity = b->size + more + LOT;
    uint8_t *bytes = move(b, b->bytes, b->capacity, capacity);
    if (bytes == NULL) return NULL;
    b->bytes = bytes;
    b->capacity = capacity;
  }
  return b->bytes + b->size;
}

bool buffer_add(Buffer *b, const void *bytes, size_t size) {
  uint8_t *at = buffer_room(b, size);
  if (at == NULL) return false;
  if (size > 0) memcpy(at, bytes, size);
  b->size += size;
  return true;
}

void buffer_drop(Buffer *b, size_t size) {
  b->size -= size;
  if (b->size > 0) memmove(b->bytes, b->bytes + size, b->size);
}

void buffer_free(Buffer *b) {
  move(b, b->bytes, b->capacity, 0);
  b->bytes = NULL;
  b->size = b->capacity = 0;
}
