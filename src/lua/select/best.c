/*
** best.c - the largest counts of a tally: a heap, then sorted
*/
#include "best.h"

static bool less(const Ranked *a, const Ranked *b) {
  if (a->first != b->first) return a->first < b->first;
  if (a->second != b->second) return a->second < b->second;
  return a->offset > b->offset;
}

/* Restores the heap, whose least is at 0, where element `i` was changed. */
static void sift(Ranked *heap, size_t size, size_t i) {
  for (;;) {
    size_t least = i, left = 2 * i + 1;
    for (size_t k = left; k < left + 2 && k < size; k++)
      if (less(&heap[k], &heap[least])) least = k;
    if (least == i) return;
    Ranked swap = heap[i];
    heap[i] = heap[least];
    heap[least] = swap;
    i = least;
  }
}

size_t best_find(const Tally *tally, bool sums, Ranked *heap, size_t n) {
  size_t size = 0;
  for (size_t offset = 0, at = 0;; at = offset) {
    const Count *c = tally_next(tally, &offset);
    if (!c) break;
    Ranked best = {sums ? c->sum : c->packets, c->packets, at};
    if (size < n) {
      heap[size++] = best;
      for (size_t i = size / 2; size == n && i-- > 0;) sift(heap, n, i);
    } else if (less(&heap[0], &best)) {
      heap[0] = best;
      sift(heap, n, 0);
    }
  }
  for (size_t i = size / 2; size < n && i-- > 0;) sift(heap, size, i);
  for (size_t left = size; left > 1;) {
    Ranked swap = heap[0];
    heap[0] = heap[--left];
    heap[left] = swap;
    sift(heap, left, 0);
  }
  return size;
}
