/*
** best.h - the largest counts of a tally
*/
#ifndef PYCAP_BEST_H
#define PYCAP_BEST_H

#include <stdbool.h>

#include "../../core/tally.h"

/* One of the largest counts; the order of two, the smaller one first. */
typedef struct Best {
  uint64_t first, second;
  size_t offset;
} Best;

/* Finds the n largest counts, by sum or else by packets: the largest first.
** Returns how many there are. */
size_t best_find(const Tally *tally, bool sums, Best *heap, size_t n);

#endif
