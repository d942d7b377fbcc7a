/*
** timers.c - what is due first: a heap of deadlines
*/
#include "timers.h"

static inline void put(Timer **heap, size_t place, Timer *timer) {
  heap[place - 1] = timer;
  timer->place = place;
}

/*
** Moves a timer from `place`, which is free, to where it belongs: down to the
** end, since most that are armed anew are late, and up from there.
*/
static void settle(Timers *timers, size_t place, Timer *timer) {
  Timer **heap = timers->heap;
  const size_t count = timers->count;
  for (size_t child; (child = 2 * place) <= count; place = child) {
    if (child < count && timer_before(heap[child], heap[child - 1])) child++;
    put(heap, place, heap[child - 1]);
  }
  while (place > 1 && timer_before(timer, heap[place / 2 - 1])) {
    put(heap, place, heap[place / 2 - 1]);
    place /= 2;
  }
  put(heap, place, timer);
}

static bool grow(Timers *timers) {
  size_t capacity = timers->capacity > 0 ? 2 * timers->capacity : 16;
  Timer **heap;
  if (timers->count < timers->capacity) return true;
  heap = allocator_move(&timers->allocator, timers->heap,
                        timers->capacity * sizeof *heap,
                        capacity * sizeof *heap);
  if (heap == NULL) return false;
  timers->heap = heap;
  timers->capacity = capacity;
  return true;
}

bool timers_rank(Timers *timers, Timer *timer, int64_t due, uint64_t order) {
  if (timer->place == 0) {
    if (!grow(timers)) return false;
    timer->place = ++timers->count;
  }
  timer->due = due;
  timer->order = order;
  settle(timers, timer->place, timer);
  return true;
}

bool timers_arm(Timers *timers, Timer *timer, int64_t due) {
  return timers_rank(timers, timer, due, timers->order) && ++timers->order;
}

void timers_disarm(Timers *timers, Timer *timer) {
  size_t place = timer->place;
  Timer *last;
  if (place == 0) return;
  timer->place = 0;
  last = timers->heap[--timers->count];
  if (last != timer) settle(timers, place, last);
}

void timers_free(Timers *timers) {
  while (timers->count > 0) timers->heap[--timers->count]->place = 0;
  allocator_move(&timers->allocator, timers->heap,
                 timers->capacity * sizeof *timers->heap, 0);
  timers->heap = NULL;
  timers->capacity = 0;
}
