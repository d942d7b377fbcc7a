/*
** checkwhen.c - what is wrong with the fields that are there only at times
*/
#include <string.h>

#include "check.h"
#include "entry.h"

bool check_condition(const Where *w, const char *what, const Condition *c,
                     const Field *f) {
  uint64_t largest = f->kind == KIND_UINT ? field_largest(f) : UINT32_MAX;
  if (c->mask && (c->mask & largest) == 0)
    return refuse(w, "%s bits of \"%s\" are set that it does not have", what,
                  f->name);
  if (c->mask && c->mask < largest) largest = c->mask;
  if (c->among) {
    uint64_t low = largest < 63 ? (UINT64_C(2) << largest) - 1 : UINT64_MAX;
    if (c->from || c->to)
      return refuse(w, "%s \"%s\" has a range and a set of numbers: one of the "
                    "two expected", what, f->name);
    return (c->among & low) ||
           refuse(w, "%s \"%s\" is more than %llu, its largest value", what,
                  f->name, (unsigned long long)largest);
  }
  if (c->from > c->to)
    return refuse(w, "%s \"%s\" is %u to %u, an empty range", what, f->name,
                  (unsigned)c->from, (unsigned)c->to);
  if (c->from > largest)
    return refuse(w, "%s \"%s\" is %u or more, but it is at most %llu", what,
                  f->name, (unsigned)c->from, (unsigned long long)largest);
  return true;
}

/* --- which fields are there together --- */

static bool same_condition(const Condition *a, const Condition *b) {
  if (!a->field || !b->field) return a->field == b->field;
  return strcmp(a->field, b->field) == 0 && a->from == b->from &&
         a->to == b->to && a->mask == b->mask && a->among == b->among;
}

bool same_presence(const Field *a, const Field *b) {
  return a->optional == b->optional && same_condition(&a->when, &b->when);
}

/* A number that meets one of few: true if none meets both conditions. */
static bool disjoint(const Condition *a, const Condition *b) {
  for (int k = 0; k < 2; k++) {
    if (a->among && !a->mask) {
      for (unsigned n = 0; n < 64; n++)
        if (condition_met(a, n) && condition_met(b, n)) return false;
      return true;
    }
    if (!a->among && !a->mask && a->to - a->from < 64) {
      for (uint64_t n = a->from; n <= a->to; n++)
        if (condition_met(b, n)) return false;
      return true;
    }
    const Condition *c = a;
    a = b;
    b = c;
  }
  return !a->among && !b->among && a->mask == b->mask &&
         (a->to < b->from || b->to < a->from);
}

bool never_together(const Field *a, const Field *b) {
  return a->when.field && b->when.field &&
         strcmp(a->when.field, b->when.field) == 0 &&
         disjoint(&a->when, &b->when);
}

/* True when fields `i` and `j` are never there together. */
static bool exclusive(const Layout *l, int i, int j) {
  if (i + 1 == j && l->fields[i].instead) return true;
  for (; l->at[i].when >= 0; i = l->at[i].when)
    for (int k = j; l->at[k].when >= 0; k = l->at[k].when)
      if (l->at[i].when == l->at[k].when &&
          disjoint(&l->fields[i].when, &l->fields[k].when))
        return true;
  return false;
}

/* True when field `j` is there only where one of `from` to `to` is. */
static bool depends(const Layout *l, int j, int from, int to) {
  for (j = l->at[j].when; j >= 0; j = l->at[j].when)
    if (j >= from && j <= to) return true;
  return false;
}

/* What field `j` may not be, for what stands before it. */
static bool order_check(const Where *w, const Layout *l, int j) {
  const Field *f = &l->fields[j];
  for (int i = l->dynamic; i < j; i++) {
    const Field *before = &l->fields[i];
    if (before->width == 0 && !before->sized && !ends_itself(before) &&
        !exclusive(l, i, j))
      return refuse(w, "comes after \"%s\", which takes all the rest",
                    before->name);
    if (before->optional && !f->optional && !depends(l, j, i, j - 1) &&
        !exclusive(l, i, j))
      return refuse(w, "comes after \"%s\", which is optional, but is not",
                    before->name);
    if (before->counted && f->counted &&
        l->at[i].counted == l->at[j].counted && !exclusive(l, i, j))
      return refuse(w, "counted by \"%s\", as \"%s\" is", f->counted,
                    before->name);
  }
  return true;
}

/* True when field `c` is there where `j` is, or what that depends on. */
static bool accompanies(const Layout *l, int c, int j) {
  for (; j >= 0; j = l->at[j].when)
    if (same_presence(&l->fields[c], &l->fields[j])) return true;
  return false;
}

/* The field that says how long or how many field `j` is, is there with it. */
static bool counter_check(const Where *w, const Layout *l, int j) {
  const int counters[] = {l->at[j].sized, l->at[j].counted};
  for (int k = 0; k < 2; k++) {
    int c = counters[k];
    if (c >= l->dynamic && !depends(l, j, c, c) && !accompanies(l, c, j))
      return refuse(w, "%s by \"%s\", which is not always there",
                    k == 0 ? "sized" : "counted", l->fields[c].name);
  }
  return true;
}

/* --- places --- */

/*
** Where fields begin and end: bytes, and integers in another order, at whole
** bytes. Single bits need others beside them that are there together.
*/
static bool places_check(const Where *all, const Layout *l) {
  unsigned bits = 0;
  for (unsigned i = 0; i < l->count; i++) {
    const Field *f = &l->fields[i];
    Where w = where_in(all, f->name);
    bool whole = f->kind != KIND_UINT || f->order != ORDER_NETWORK || f->time;
    bool apart = i == l->dynamic ||
                 (i > l->dynamic && !same_presence(f, &l->fields[i - 1]));
    if (bits % 8 != 0 && (whole || apart))
      return refuse(&w, "begins within a byte");
    bits = (bits + f->width) % 8;
  }
  Where w = where_in(all, l->fields[l->count - 1].name);
  return bits == 0 || refuse(&w, "the header ends within a byte");
}

/*
** How many fields are read to find one. Conditions on fields that have
** conditions themselves may double it with each.
*/
static bool lookups_check(const Where *all, const Layout *l) {
  uint32_t cost[FIELDS_MAX] = {0}, sum = 0;
  for (unsigned i = l->dynamic; i < l->count; i++) {
    const int named[] = {l->at[i].when, l->at[i].sized, l->at[i].form,
                         l->at[i].counted};
    cost[i] = 1;
    for (int k = 0; k < 4; k++) {
      if (named[k] < 0) continue;
      cost[i]++;
      for (int j = l->dynamic; j <= named[k]; j++) cost[i] += cost[j];
    }
    sum += cost[i];
    Where w = where_in(all, l->fields[i].name);
    if (sum > LOOKUPS_MAX)
      return refuse(&w, "nested conditions: finding it takes more than %d "
                    "other fields", LOOKUPS_MAX);
  }
  return true;
}

bool check_presence(const Where *all, const Layout *l) {
  for (int j = l->dynamic; j < l->count; j++) {
    Where w = where_in(all, l->fields[j].name);
    if (!order_check(&w, l, j) || !counter_check(&w, l, j)) return false;
  }
  return places_check(all, l) && lookups_check(all, l);
}
