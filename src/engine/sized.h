/*
** sized.h - structs of the host's that carry their size
**
** The first member of such a struct is a size_t, its size as the host knows it.
** A host may have been built with an older or a newer pycap.h.
*/
#ifndef PYCAP_SIZED_H
#define PYCAP_SIZED_H

#include <stdbool.h>
#include <stddef.h>

/*
** Copies the host's struct `from` to `to`, of which this library knows `known`
** bytes: what the host does not know becomes zero. False: the size makes no
** sense, or a member that this library does not know is not zero.
*/
bool sized_read(void *to, size_t known, const void *from);

/* The same the other way: the host's `to` keeps its size. */
bool sized_write(void *to, size_t known, const void *from);

/* What is then wrong: a format and its values. */
#define SIZED_WRONG(type, from) \
  #type ": a size up to %zu expected, or zeros beyond, got " \
  "size %zu", sizeof(type), (from)->size

#endif
