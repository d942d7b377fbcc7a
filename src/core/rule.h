/*
** rule.h - rules, prepared to be tested on the bytes of a header
*/
#ifndef PYCAP_RULE_H
#define PYCAP_RULE_H

#include "layout.h"
#include "protocol.h"

/*
** A condition of a rule. It reads `size` bytes at `at` as an integer in network
** order, and keeps the bits of `mask`. It is met where the result is from
** `from` to `from` + `span`; or, with `among`, where the result, shifted right
** by `shift`, is one of those numbers. For a rule without conditions `size` is
** 0, and it is always met.
*/
typedef struct Look {
  const Rule *rule;
  uint64_t among;          /* a bit for each number; 0: the range counts */
  uint32_t mask, from, span;
  uint16_t at;             /* in bytes, from the beginning of the header */
  uint8_t size;            /* in bytes, up to 4 */
  uint8_t shift;           /* bits behind the field */
  bool more;               /* the next Look is a condition of the same rule */
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

/* Where an integer lies in a header: its first byte, how many bytes it touches,
** and how many bits of the last byte are behind it. */
typedef struct RulePlace {
  const Field *field;
  uint16_t at;
  uint8_t size, shift;
} RulePlace;

/*
** Finds the integer that a rule names. It has to be in a fixed place, in
** network order, within 4 bytes. Where the header begins with a list,
** "records.length" names a row in the head of the list's first item. False:
** place->field is NULL where there is no such field, and else the field that
** does not fit.
*/
bool rule_place(const Layout *layout, const char *name, RulePlace *place);

/* How many Looks the rules need: one for each condition, and one for each rule
** without conditions. */
unsigned rules_looks(const Rule *rules);

/*
** Fills in `looks` from rules that have been checked: first those of
** RULE_OTHERWISE, then the others. Returns the number of the first ones.
*/
unsigned rules_ready(const Rule *rules, const Layout *layout, Look *looks);

/*
** True when a header meets all conditions of one rule. `count` is the number of
** Looks, `left` the bytes that are there. A condition on missing bytes is not
** met.
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
