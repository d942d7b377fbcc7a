/*
** rows.h - what the wrong row tables of rows.c are written with
*/
#ifndef ROWS_H
#define ROWS_H

#include "../../src/core/check.h"

#define LONG "abcdefghijklmnopqrstuvwxyzabcdefghij"
#define LONGER LONG LONG LONG LONG LONG LONG LONG LONG
#define ROWS(...) (const Field[]){__VA_ARGS__, {0}}
#define ONE(name_) U(name_, 8, "a number")
#define VALUES(...) NAMED(((const Name[]){__VA_ARGS__, {0}}))
#define BITVALUES(...) BITS(((const Name[]){__VA_ARGS__, {0}}))
#define CARRIERS(...) .carriers = (const Carrier[]){__VA_ARGS__, {0}}
#define LINKS(...) .datalinks = (const int[]){__VA_ARGS__, -1}
#define NOBODY CARRIERS({0})
#define NAMED_(name_, ...) \
  {.name = name_, .title = "Beacon", .meaning = "a beacon", \
   .reference = "RFC 1", __VA_ARGS__}
/* A beacon of some rows; the same with a list. */
#define LINE ROWS(T("name", 0, "name", ENDED(":")))
/* A row of two bytes that repeats. */
#define WIDE ROWS(U("wide", 16, "wide"))
/* A list of such rows. */
#define DEEP(...) \
  {.name = "a", .kind = KIND_ITEMS, .meaning = "a list", \
   .items = &(const Items){.head = ROWS(__VA_ARGS__), .plain = true}}
#define BEACON(...) NAMED_("beacon", .fields = ROWS(__VA_ARGS__), NOBODY)
#define HEAD .head = ROWS(U("kind", 8, "kind"), U("length", 8, "length"))
#define KINDS(...) .known = (const Item[]){__VA_ARGS__, {0}}
#define OPTIONS(...) \
  NAMED_("beacon", .fields = ROWS(ONE("state"), I("options", \
    (&(const Items){__VA_ARGS__}), "options")), NOBODY)
/* A beacon of three rows: state, more, checksum. */
#define STATE U("state", 16, "state"), U("more", 16, "more"), \
  U("sum", 16, "sum")
#define WITH(...) \
  NAMED_("beacon", .fields = ROWS(STATE), NOBODY, __VA_ARGS__)
/* The same with rows whose places rules cannot look at. */
#define BEACON_RULED(...) \
  NAMED_("beacon", .fields = ROWS(ONE("state"), U("little", 16, "x", LITTLE), \
    U("units", 8, "x", SCALED(4)), \
    B("data", 0, "data", SIZED("state")), U("late", 8, "x")), NOBODY, \
    __VA_ARGS__)
#define PARENT(name_, ...) \
  NAMED_(name_, .fields = ROWS(STATE), __VA_ARGS__)

#define RULES(...) .rules = (const Rule[]){__VA_ARGS__, {0}}
#define LAST_RULE {"end", RULE_LAST, IN(IF("state", 1, 1))}
#define EIGHT LAST_RULE, LAST_RULE, LAST_RULE, LAST_RULE, LAST_RULE, \
  LAST_RULE, LAST_RULE, LAST_RULE
#define NEVER {"never", RULE_OTHERWISE, IN(IF("state", 0, UINT16_MAX))}

static inline const char *nothing(struct Stack *stack, const struct Layer *layer) {
  (void)stack;
  (void)layer;
  return NULL;
}

static const Checksum plain_sum = {
  "sum", SUM_INTERNET, COVERS_PSEUDO, false, {0}, NULL
};
static const Checksum no_sum = {
  NULL, SUM_INTERNET, COVERS_PSEUDO, false, {0}, NULL
};
static const Checksum endless = {
  "sum", SUM_INTERNET, COVERS_PSEUDO, false, IF("state", 1, 1), &endless
};

typedef struct Case {
  const char *text;  /* NULL: nothing is wrong */
  Protocol list[3];
} Case;

/* Each ends with a case without text and protocols. */
extern const Case field_cases[];
extern const Case protocol_cases[];

/* Counts a text that is not what was expected; NULL: nothing is wrong. */
void judge(const char *expected, const char *text);

/* The same for what protocols are refused with. */
void expect(const char *expected, const Protocol *const *list);

/* Tables larger than there may be, and protocols that come later (rows_many.c). */
void judge_many(void);

#endif
