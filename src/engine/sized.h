/*
** sized.h - structs of the host that begin with their own size
**
** The first member of such a struct is a size_t: the size of the struct in the
** pycap.h that the host was built with. That may be older or newer than ours.
*/
#ifndef PYCAP_SIZED_H
#define PYCAP_SIZED_H

#include <stdbool.h>
#include <stddef.h>

/*
** Copies the host's struct `from` to `to`, which has `known` bytes. Members
** that the host's struct lacks become zero. False: the size makes no sense, or
** the host has set a member that this library does not know.
*/
bool sized_read(void *to, size_t known, const void *from);

/* Copies `from` to the host's struct `to`, as many bytes as that has. The size
** in `to` stays. False: the size makes no sense. */
bool sized_write(void *to, size_t known, const void *from);

/* The error text where one of them returns false: a format and its values. */
#define SIZED_WRONG(type, from) \
  #type ": a size up to %zu expected, or zeros beyond, got " \
  "size %zu", sizeof(type), (from)->size

#endif
