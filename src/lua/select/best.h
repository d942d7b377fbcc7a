/*
** best.h - the largest counts of a tally
*/
#ifndef PYCAP_BEST_H
#define PYCAP_BEST_H

#include <stdbool.h>

#include "../../core/tally.h"

/* One of the largest counts; the order of two, the smaller one first. */
typedef struct Ranked {
  uint64_t first, second;
  size_t offset;
} Ranked;

/* Finds the n largest counts, by sum or else by packets: the largest first.
** Returns how many there are. */
size_t best_find(const Tally *tally, bool sums, Ranked *heap, size_t n);

#endif
