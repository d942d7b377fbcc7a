/*
** press.h - what compresses: gzip, zstd, lz4 and xz, each where its library was
** there when this was built
*/
#ifndef PYCAP_PRESS_H
#define PYCAP_PRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../core/allocator.h"

/* Bytes that grow. */
typedef struct Buffer {
  uint8_t *bytes;
  size_t size, capacity;
  const Allocator *memory;  /* borrowed; NULL: the process's */
} Buffer;

/* Makes room for more behind what is there; NULL: no memory. */
uint8_t *buffer_room(Buffer *buffer, size_t more);

/* Adds bytes; false: no memory. */
bool buffer_add(Buffer *buffer, const void *bytes, size_t size);

/* Takes bytes away from the front. */
void buffer_drop(Buffer *buffer, size_t size);
void buffer_free(Buffer *buffer);

/* How far what goes in is to come out. */
typedef enum PressHow {
  PRESS_ON,     /* as the library likes */
  PRESS_FLUSH,  /* all of it can be read from what came out */
  PRESS_END     /* and it ends there */
} PressHow;

typedef struct Press {
  const char *name;     /* "gzip" */
  const char *ending;   /* of files: ".gz" */
  const char *library;  /* what it is built with */
  /* Memory of `memory`, which is kept. NULL: there is none; itself NULL: this
  ** was built without the library. */
  void *(*open)(Allocator *memory);
  /* Compresses all of the bytes into `out`. False: no memory. */
  bool (*run)(void *state, const uint8_t *bytes, size_t size, PressHow how,
              Buffer *out);
  void (*close)(void *state);
} Press;

/* All of them, NULL at the end. */
extern const Press *const presses[];
extern const Press press_gzip, press_zstd, press_lz4, press_xz;

#endif
