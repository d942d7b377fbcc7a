/*
** parts.h - the names of a file that goes on in another, part after part
*/
#ifndef PYCAP_PARTS_H
#define PYCAP_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Parts {
  const char *pattern;   /* borrowed: for strftime, where it has a % */
  size_t keep;           /* so many files, the oldest are removed; 0: all */
  uint64_t number;       /* of the last part, from 1 */
  char **names;          /* of the parts that there are, oldest first */
  size_t count, room;
} Parts;

/*
** The name of the next part, whose first packet is of that time (ns): what
** strftime makes of the pattern, in local time; without a %, or where the part
** before is called so, "-00001" and so on before the endings. Valid until the
** next call; NULL: no memory. What is then too many is removed.
*/
const char *parts_next(Parts *parts, int64_t time);

void parts_free(Parts *parts);

/*
** Where the endings of a name begin: of "x.pcapng.zst" at ".pcapng". At the end
** where it has none.
*/
size_t parts_ending(const char *name);

#endif
