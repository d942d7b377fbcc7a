/*
** checkrule.c - what is wrong with the rules of a protocol
*/
#include <stdio.h>
#include <string.h>

#include "check.h"

/*
** Rules look at integers whose bits lie in the same bytes of every header.
** NULL: it is none of these.
*/
static const Field *find_number(const Where *w, const Layout *l,
                                const char *name) {
  RulePlace place;
  if (rule_place(l, name, &place)) return place.field;
  if (!place.field)
    wrong_write(w, "\"%.*s\" is no field", NAME_MAX_BYTES, name);
  else
    wrong_write(w, "\"%.*s\" is no integer in a fixed place, in network order, "
                "within four bytes", NAME_MAX_BYTES, name);
  return NULL;
}

static bool when_check(const Where *w, const Condition *c, const Layout *l) {
  const Field *f = find_number(w, l, c->field);
  if (!f || !check_condition(w, "when", c, f)) return false;
  if ((c->mask || c->among) && (f->scale > 1 || f->plus))
    return refuse(w, "\"%s\" counts units: a range of them expected, no bits "
                  "or numbers", c->field);
  uint64_t unit = f->scale ? f->scale : 1, least = f->plus;
  uint64_t first = c->from > least
    ? (c->from - least + unit - 1) / unit * unit + least : least;
  return c->mask || c->among || (first <= c->to && first >= c->from) ||
         refuse(w, "\"%s\" is %u to %u, values that it cannot have", c->field,
                (unsigned)c->from, (unsigned)c->to);
}

/* The same of a field of the header itself. */
static const Field *find_own(const Where *w, const Layout *l,
                             const char *name) {
  if (layout_find(l, name) >= 0) return find_number(w, l, name);
  wrong_write(w, "\"%.*s\" is no field", NAME_MAX_BYTES, name);
  return NULL;
}

/* A field that goes before `next`, the same in all rules. */
static bool with_check(const Where *w, const Protocol *p, const Rule *r,
                       const Layout *l) {
  const Field *with = find_own(w, l, r->with), *next;
  if (!with) return false;
  if (r->effect != RULE_OWN || !p->next)
    return refuse(w, "\"%s\" before a number, but %s", r->with,
                  p->next ? "only \"own\" looks one up"
                          : "no field says what follows");
  next = find_own(w, l, p->next);
  if (!next) return false;
  if (next == with || with->scale || with->plus || next->scale || next->plus)
    return refuse(w, "\"%s\" and \"%s\" make no number together", r->with,
                  p->next);
  for (const Rule *other = p->rules; other < r; other++)
    if (other->with && strcmp(other->with, r->with) != 0)
      return refuse(w, "\"%s\" before a number, and \"%s\" before another",
                    r->with, other->with);
  return true;
}

static bool rule_check(const Where *w, const Protocol *p, const Rule *r,
                       const Layout *l) {
  unsigned count = 0;
  if ((unsigned)r->effect > RULE_OWN)
    return refuse(w, "an unknown effect");
  if ((r->field || r->number) && r->effect != RULE_OWN)
    return refuse(w, "a number of what follows, but only \"own\" looks one up");
  if (r->field && r->number)
    return refuse(w, "a number of what follows, and a field with it: one of "
                  "the two");
  if (r->field && !find_own(w, l, r->field)) return false;
  if (r->with && !with_check(w, p, r, l)) return false;
  for (const Condition *c = r->when; c && c->field; c++) {
    if (count++ == WHEN_MAX)
      return refuse(w, "more than %d conditions", WHEN_MAX);
    if (!when_check(w, c, l)) return false;
  }
  return count > 0 || r->effect > RULE_REFUSE ||
         refuse(w, "without a condition there is never such a header");
}

bool check_rules(const Where *all, const Protocol *p, const Layout *l) {
  unsigned count = 0;
  bool otherwise = false;
  for (const Rule *r = p->rules; r && r->reason; r++) {
    char name[24];
    Where w = *all;
    snprintf(name, sizeof name, "rules.%u", count + 1);
    w = where_in(all, name);
    if (count++ == RULES_MAX)
      return refuse(all, "has more than %d rules", RULES_MAX);
    if (!check_words(&w, "reason", r->reason) || !rule_check(&w, p, r, l))
      return false;
    otherwise = otherwise || r->effect == RULE_OTHERWISE;
  }
  if (p->otherwise && !otherwise)
    return refuse(all, "otherwise \"%.*s\", but no rule says when",
                  NAME_MAX_BYTES, p->otherwise);
  return true;
}
