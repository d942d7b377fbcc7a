/*
** rule.h - rules, ready to be tested on the bytes of a header
*/
#ifndef PYCAP_RULE_H
#define PYCAP_RULE_H

#include "layout.h"
#include "protocol.h"

/*
** A condition of a rule: the bits of `mask`, of the bytes from `at` on, are
** `from` to `from` + `span`, or, shifted, one of `among`. A rule without a
** condition has no bytes, and holds.
*/
typedef struct Look {
  const Rule *rule;
  uint64_t among;          /* 0: the range counts */
  uint32_t mask, from, span;
  uint16_t at;             /* in bytes */
  uint8_t size;            /* in bytes, up to 4 */
  uint8_t shift;           /* bits behind the field */
  bool more;               /* the next one is a condition of the same rule */
} Look;

static inline bool look_met(const Look *look, const uint8_t *header) {
  const uint8_t *p = header + look->at;
  uint32_t n = 0;
  if (look->size == 1) n = p[0];
  else for (unsigned i = 0; i < look->size; i++) n = n << 8 | p[i];
  n &= look->mask;
  if (look->among) {
    n >>= look->shift;
    return n < 64 && look->among >> n & 1;
  }
  return n - look->from <= look->span;
}

/* Where the integer lies that a rule names: bytes, and bits behind it. */
typedef struct RulePlace {
  const Field *field;
  uint16_t at;
  uint8_t size, shift;
} RulePlace;

/*
** Finds it: a field in a fixed place, in network order, within 4 bytes; or, as
** "records.length", such a row in the head of the item that the header begins
** with. False, and place->field NULL: there is no such field; else it is not
** like that.
*/
bool rule_place(const Layout *layout, const char *name, RulePlace *place);

/* How many conditions the rules have, one of each that has none. */
unsigned rules_looks(const Rule *rules);

/*
** Makes them ready, of rules that were checked: first those of RULE_OTHERWISE,
** whose number it returns, then the others.
*/
unsigned rules_ready(const Rule *rules, const Layout *layout, Look *looks);

/*
** True when one of `count` conditions' rules holds in what is there of a
** header: a condition on bytes that are not there does not.
*/
static inline bool looks_met(const Look *look, unsigned count,
                             const uint8_t *header, uint32_t left) {
  for (const Look *end = look + count; look < end; look++) {
    bool met = look->at + look->size <= left && look_met(look, header);
    if (met && !look->more) return true;
    while (!met && look->more) look++;
  }
  return false;
}

#endif
