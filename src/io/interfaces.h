/*
** interfaces.h - what a pcapng file says of its interfaces
*/
#ifndef PYCAP_INTERFACES_H
#define PYCAP_INTERFACES_H

#include "../core/allocator.h"
#include "ngoptions.h"

typedef struct Interface {
  uint16_t link, fcs;
  uint32_t snaplen;    /* 0: no limit */
  uint32_t most;       /* bytes that its frames may have */
  uint32_t scale;      /* nanoseconds in a unit of time; 0: look at `units` */
  uint64_t units;      /* in a second */
  uint64_t offset;     /* nanoseconds to be added, as a 64-bit sum has them */
  uint8_t *options;    /* those of the file but for unit and offset, or NULL */
  uint32_t size;       /* their bytes */
} Interface;

typedef struct Interfaces {
  const Allocator *memory;  /* borrowed; NULL: the process's */
  Interface *list;     /* of all sections, */
  size_t count, room;
  size_t first;        /* where those of this section begin */
  size_t bytes;        /* kept of options */
} Interfaces;

void interfaces_clear(Interfaces *interfaces);

/* A new one, with times in microseconds; NULL: no memory. */
Interface *interfaces_add(Interfaces *interfaces);

/* Keeps options (of very much, no more are kept). False: no memory. */
bool interfaces_keep(Interfaces *interfaces, Interface *interface,
                     const uint8_t *options, size_t size);

/* The first text that it says of a code; false: none. */
bool interface_text(const Interface *interface, unsigned code,
                    const char **text, size_t *size);

/* Sets the unit of time as pcapng has it; false: it is too fine. */
bool interface_resolve(Interface *interface, uint8_t resolution);

/* A time in that unit. */
static inline int64_t interface_time(const Interface *i, uint64_t ticks) {
  if (i->scale != 0) return (int64_t)(ticks * i->scale + i->offset);
  __extension__ typedef unsigned __int128 Wide;
  uint64_t seconds = ticks / i->units, rest = ticks % i->units;
  uint64_t nanos = (uint64_t)((Wide)rest * 1000000000u / i->units);
  return (int64_t)(seconds * 1000000000u + nanos + i->offset);
}

#endif
