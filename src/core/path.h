/*
** path.h - names of fields inside lists: "[mss].size", "[1].sources[2].address"
**
** A path is what follows the name of a list: which of its entries, and which of
** that one's fields; where that is a list, too, the same again. Names are those
** that scripts see in the lists. Nothing here allocates.
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
  const Field *row;  /* what its values are like; NULL: addresses, of several
                        kinds */
} Path;

/*
** Compiles a path that begins with the "[" at `at` of a name, of a list with
** such entries. NULL, or what is wrong; then *end is where in the name, and
** `near`, which was begun with an empty text, has the nearest name. Names that
** the path has are those of rows, and live as long as they.
*/
const char *path_compile(Path *path, const Items *items, const char *name,
                         size_t at, size_t *end, Near *near);

/* The path as it was written, behind `size` bytes of `out`; its end. */
size_t path_text(const Path *path, char *out, size_t size, size_t room);

/*
** Finds what a path leads to in the first `most` entries of a list. `text` has
** DOMAIN_TEXT_MAX bytes: what value->bytes may be in. value->set: an address to
** be shown as text. False: it is not there. `*work` grows by the entries that
** were looked at.
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
