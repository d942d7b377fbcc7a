/*
** sized.c - structs of the host's that carry their size
*/
#include "sized.h"

#include <string.h>

#define SIZE_MAX_READ 4096u  /* of any struct; more is no size */

/* The size that a struct says it has; 0: none. */
static size_t size_of(const void *sized) {
  size_t size;
  memcpy(&size, sized, sizeof size);
  return size < sizeof size || size > SIZE_MAX_READ ? 0 : size;
}

static void set_size(void *sized, size_t size) {
  memcpy(sized, &size, sizeof size);
}

bool sized_read(void *to, size_t known, const void *from) {
  size_t size = size_of(from);
  const char *bytes = from;
  if (size == 0) return false;
  for (size_t i = known; i < size; i++)
    if (bytes[i] != 0) return false;
  memset(to, 0, known);
  memcpy(to, from, size < known ? size : known);
  set_size(to, known);
  return true;
}

bool sized_write(void *to, size_t known, const void *from) {
  size_t size = size_of(to);
  if (size == 0) return false;
  memset(to, 0, size);
  memcpy(to, from, size < known ? size : known);
  set_size(to, size);
  return true;
}
