/*
** choices.h - the values, ranges and prefixes of one condition, in order
*/
#ifndef PYCAP_CHOICES_H
#define PYCAP_CHOICES_H

#include "select.h"

#define CHOICES_FEW 8  /* up to so many are compared one by one */

/*
** Sorts the choices of one condition in place, and removes those that another
** one includes. Returns how many are left.
*/
uint32_t choices_sort(Choice *choices, uint32_t count);

/* True when a value is among choices that are sorted. */
bool choices_hold(const Choice *choices, uint32_t count, const Value *value);

/* True when one of a test's choices is what the value is. */
static inline bool test_accepts(const Select *s, const Test *test,
                                const Value *v) {
  const Choice *c = &s->choices[test->first], *end = c + test->count;
  int64_t n = (int64_t)v->number;
  if (c->kind != CHOICE_RANGE || test->count > CHOICES_FEW)
    return choices_hold(c, test->count, v);
  while (c < end && (n < c->from || n > c->to)) c++;
  return c < end;
}

#endif
