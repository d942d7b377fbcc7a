/*
** timers.c - what is due first: a heap of deadlines
*/
#include "timers.h"

static bool is_before(const Timer *a, const Timer *b) {
  return a->due < b->due || (a->due == b->due && a->order < b->order);
}

static void put(Timers *timers, size_t place, Timer *timer) {
  timers->heap[place - 1] = timer;
  timer->place = place;
}

/* Moves a timer from `place`, which is free, to where it belongs. */
static void settle(Timers *timers, size_t place, Timer *timer) {
  Timer **heap = timers->heap;
  while (place > 1 && is_before(timer, heap[place / 2 - 1])) {
    put(timers, place, heap[place / 2 - 1]);
    place /= 2;
  }
  for (;;) {
    size_t child = 2 * place;
    if (child > timers->count) break;
    if (child < timers->count && is_before(heap[child], heap[child - 1]))
      child++;
    if (!is_before(heap[child - 1], timer)) break;
    put(timers, place, heap[child - 1]);
    place = child;
  }
  put(timers, place, timer);
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

bool timers_arm(Timers *timers, Timer *timer, int64_t due) {
  if (timer->place == 0) {
    if (!grow(timers)) return false;
    timer->place = ++timers->count;
  }
  timer->due = due;
  timer->order = timers->order++;
  settle(timers, timer->place, timer);
  return true;
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
