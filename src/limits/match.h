/*
** match.h - matching of Lua's patterns in counted steps (Lua 5.4 manual, 6.4.1)
*/
#ifndef PYCAP_MATCH_H
#define PYCAP_MATCH_H

#include <lua.h>
#include <stddef.h>
#include <stdint.h>

#define CAPTURES 32

/* Values of Capture.size: it has not ended yet; it is a position, "()". */
enum { OPEN = -1, POSITION = -2 };

typedef struct Capture {
  const char *at;
  ptrdiff_t size;
} Capture;

typedef struct Match {
  lua_State *L;
  const char *subject, *end;
  const char *pattern_end;
  int depth, count;
  uint64_t steps;
  Capture captures[CAPTURES];
} Match;

/* Prepares to match the pattern `p` of `length` bytes in the subject `s` of
** `size` bytes. */
void match_prepare(Match *m, lua_State *L, const char *s, size_t size,
                   const char *p, size_t length);

/*
** Matches the pattern `p` at `s`. Returns where the match ends, or NULL. Raises
** where the pattern is wrong, and where a limit is reached.
*/
const char *match_at(Match *m, const char *s, const char *p);

/* Counts n steps. They are charged when enough have come together. */
void match_step(Match *m, size_t n);

/* Charges the steps that were counted and not charged yet. */
void match_settle(Match *m);

#endif
