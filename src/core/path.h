/*
** path.h - names of fields inside lists: "[mss].size", "[1].sources[2].address"
**
** A path is what follows the name of a list: it says which entry of the list,
** and which field of that entry. Where this field is a list, too, the same
** follows again. Names are those that scripts see in the lists. Nothing here
** allocates.
*/
#ifndef PYCAP_PATH_H
#define PYCAP_PATH_H

#include "items.h"
#include "near.h"

#define PATH_STEPS 4      /* lists in lists */
#define PATH_INDEX 65535  /* the largest index */

typedef enum Which {
  WHICH_INDEX,  /* [n]: the n-th entry */
  WHICH_KIND,   /* [name]: the first of that kind */
  WHICH_ANY     /* []: whichever makes a condition hold */
} Which;

typedef struct Step {
  const char *name;  /* the field of the entry */
  const Item *kind;
  uint16_t index;    /* from 1 */
  uint8_t which;
} Step;

typedef struct Path {
  Step steps[PATH_STEPS];
  uint8_t count;
  bool any;          /* there is a [] */
  const Field *row;  /* a row of the kind of its values; NULL: these are
                        addresses of several kinds */
} Path;

/*
** Compiles the path that begins with the "[" at byte `at` of a name, for a list
** of such entries. Returns NULL, or what is wrong: then *end is the byte of the
** name where, and `near`, which was begun with an empty text, has a similar
** name. The names in the path are borrowed from the rows.
*/
const char *path_compile(Path *path, const Items *items, const char *name,
                         size_t at, size_t *end, Near *near);

/* Writes the path as text behind the first `size` bytes of `out`, which has
** `room` bytes; returns the new size. */
size_t path_text(const Path *path, char *out, size_t size, size_t room);

/*
** Reads the value that a path leads to, among the first `most` entries of a
** list. False: there is none. `text` has DOMAIN_TEXT_MAX bytes: value->bytes
** may lie in it. value->set: an address that is shown as text. *work grows by
** the number of entries that were looked at.
*/
bool path_read(const Path *path, const Items *items, const Value *list,
               uint64_t most, char *text, uint32_t *work, Value *value);

/* A function that says whether a value is accepted. */
typedef bool PathAccept(const void *context, const Value *value);

/*
** The same for a path with []: calls `accept` for each value in turn, up to the
** first that is accepted. False: none was.
*/
bool path_any(const Path *path, const Items *items, const Value *list,
              uint64_t most, char *text, uint32_t *work, PathAccept *accept,
              const void *context);

#endif
