/*
** parts.h - the names of the parts of a file that is written in parts
*/
#ifndef PYCAP_PARTS_H
#define PYCAP_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Parts {
  const char *pattern;   /* borrowed: for strftime, where it has a % */
  size_t keep;           /* parts that stay; older ones are removed; 0: all */
  uint64_t number;       /* of the last part, from 1 */
  char **names;          /* of the parts that exist, oldest first */
  size_t count, room;
} Parts;

/*
** Returns the name of the next part, whose first packet has that time (ns): the
** pattern as strftime fills it in, in local time. Without a %, or if the part
** before has the same name, "-00001" and so on stands before the endings. The
** name is valid until the next call; NULL: no memory. Removes parts that are
** too many.
*/
const char *parts_next(Parts *parts, int64_t time);

void parts_free(Parts *parts);

/*
** The index where the endings of a name begin, that of ".pcapng" in
** "x.pcapng.zst"; its length if it has none.
*/
size_t parts_ending(const char *name);

#endif
