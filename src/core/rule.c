/*
** rule.c - rules, ready to be tested on the bytes of a header
*/
#include "rule.h"

#include <string.h>

unsigned rules_looks(const Rule *rules) {
  unsigned count = 0;
  for (; rules && rules->reason; rules++) {
    const Condition *c = rules->when;
    if (!c || !c->field) count++;
    for (; c && c->field; c++) count++;
  }
  return count;
}

/* The rows that a name is of, and the name there. */
static const Field *rows_of(const Layout *l, const char **name) {
  const Field *first = l->fields;
  size_t size = strlen(first->name);
  if (!first->items || strncmp(*name, first->name, size) != 0 ||
      (*name)[size] != '.')
    return first;
  *name += size + 1;
  return first->items->head;
}

bool rule_place(const Layout *l, const char *name, RulePlace *place) {
  uint32_t bits = 0;
  bool fixed = true;
  *place = (RulePlace){0};
  for (const Field *f = rows_of(l, &name); f && f->name; f++) {
    fixed = fixed && f->width > 0 && !f->when.field && !f->sized &&
            !f->counted && !f->optional;
    if (strcmp(f->name, name) == 0) {
      unsigned end = bits % 8 + f->width;
      *place = (RulePlace){.field = f, .at = (uint16_t)(bits / 8),
                       .size = (uint8_t)((end + 7) / 8),
                       .shift = (uint8_t)((8 - (end & 7)) & 7)};
      return fixed && f->kind == KIND_UINT && f->order == ORDER_NETWORK &&
             end <= 32 && bits / 8 <= UINT16_MAX;
    }
    bits += f->width;
  }
  return false;
}

/* A field's own units, as what is in its bits. */
static uint32_t in_bits(const Field *f, uint64_t number, bool up) {
  uint64_t unit = f->scale ? f->scale : 1;
  if (number < f->plus) return 0;
  number = (number - f->plus + (up ? unit - 1 : 0)) / unit;
  uint64_t most = UINT32_MAX >> (32 - f->width);
  return (uint32_t)(number < most ? number : most);
}

/*
** The bytes that no bit of the mask is in do not count. `span` is the end of
** the range still.
*/
static void trim(Look *look) {
  while (look->size > 1 && !(look->mask >> (look->size - 1) * 8)) {
    look->at++;
    look->size--;
  }
  while (!look->among && look->size > 1 && !(look->mask & 0xff)) {
    look->mask >>= 8;
    look->from = (look->from >> 8) + ((look->from & 0xff) != 0);
    look->span >>= 8;
    look->size--;
  }
}

static void ready(Look *look, const Layout *l, const Condition *c) {
  RulePlace place;
  if (!rule_place(l, c->field, &place)) return;
  const Field *f = place.field;
  uint32_t all = f->width < 32 ? (UINT32_C(1) << f->width) - 1 : UINT32_MAX;
  unsigned shift = place.shift;
  look->at = place.at;
  look->size = place.size;
  look->shift = place.shift;
  look->mask = (c->mask ? c->mask & all : all) << shift;
  look->among = c->among;
  if (!c->among) {
    look->from = in_bits(f, c->from, true) << shift;
    look->span = in_bits(f, c->to, false) << shift;
  }
  trim(look);
  if (look->span >= look->from) look->span -= look->from;
  else *look = (Look){.rule = look->rule, .more = look->more, .from = 1};
}

unsigned rules_ready(const Rule *rules, const Layout *layout, Look *looks) {
  Look *look = looks;
  unsigned first = 0;
  for (int other = 0; other < 2; other++) {
    for (const Rule *r = rules; r && r->reason; r++) {
      const Condition *c = r->when;
      if ((r->effect != RULE_OTHERWISE) != other) continue;
      if (!c || !c->field) *look++ = (Look){.rule = r};
      for (; c && c->field; c++) {
        *look = (Look){.rule = r, .more = c[1].field != NULL};
        ready(look++, layout, c);
      }
    }
    if (!other) first = (unsigned)(look - looks);
  }
  return first;
}
