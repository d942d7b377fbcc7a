/*
** timers.h - what is due first: a heap of deadlines
*/
#ifndef PYCAP_TIMERS_H
#define PYCAP_TIMERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../core/allocator.h"

/* Part of what waits for a time. All zero: not armed. */
typedef struct Timer {
  int64_t due;      /* nanoseconds of the caller's clock */
  uint64_t order;   /* of two that are due together the first armed is first */
  size_t place;     /* in the heap, from 1 on; 0: not armed */
} Timer;

/* All zero but for the allocator: empty. */
typedef struct Timers {
  Allocator allocator;  /* of the heap */
  Timer **heap;
  size_t count, capacity;
  uint64_t order;
} Timers;

/* Arms a timer, or changes when it is due. False: no memory. */
bool timers_arm(Timers *timers, Timer *timer, int64_t due);

/* Takes one out; one that is not armed is left as it is. */
void timers_disarm(Timers *timers, Timer *timer);

/* The first, NULL: there is none. */
static inline Timer *timers_first(const Timers *timers) {
  return timers->count > 0 ? timers->heap[0] : NULL;
}

/* Frees the heap; the timers are the caller's, and armed no longer. */
void timers_free(Timers *timers);

#endif
