/*
** timers.h - a heap of timers: the one that is due first is on top
*/
#ifndef PYCAP_TIMERS_H
#define PYCAP_TIMERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../core/allocator.h"

/* A timer, inside the caller's struct. All zero: not armed. */
typedef struct Timer {
  int64_t due;      /* nanoseconds of the caller's clock */
  uint64_t order;   /* of two due at the same time, the first armed is first */
  size_t place;     /* in the heap, from 1 on; 0: not armed */
} Timer;

/* Empty when all is zero but the allocator. */
typedef struct Timers {
  Allocator allocator;  /* of the heap */
  Timer **heap;
  size_t count, capacity;
  uint64_t order;
} Timers;

/* Arms a timer, or changes when it is due. False: no memory. timers_rank: with
** an order of the caller's. */
bool timers_arm(Timers *timers, Timer *timer, int64_t due);
bool timers_rank(Timers *timers, Timer *timer, int64_t due, uint64_t order);

/* Disarms a timer; one that is not armed stays as it is. */
void timers_disarm(Timers *timers, Timer *timer);

/* The timer that is due first; NULL: there is none. */
static inline Timer *timers_first(const Timers *timers) {
  return timers->count > 0 ? timers->heap[0] : NULL;
}

/* True when a timer comes before another one. */
static inline bool timer_before(const Timer *a, const Timer *b) {
  return a->due < b->due || (a->due == b->due && a->order < b->order);
}

/* The timer that comes after the first; NULL: there is none. */
static inline const Timer *timers_second(const Timers *timers) {
  if (timers->count < 2) return NULL;
  bool last = timers->count > 2 &&
              timer_before(timers->heap[2], timers->heap[1]);
  return timers->heap[last ? 2 : 1];
}

/* Frees the heap; the timers are the caller's, and armed no longer. */
void timers_free(Timers *timers);

#endif
