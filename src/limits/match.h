/*
** match.h - Lua's patterns, matched by steps that are counted (Lua 5.4 manual,
** 6.4.1)
*/
#ifndef PYCAP_MATCH_H
#define PYCAP_MATCH_H

#include <lua.h>
#include <stddef.h>
#include <stdint.h>

#define CAPTURES 32

enum { OPEN = -1, POSITION = -2 };  /* instead of a capture's length */

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

/* Readies a match of a pattern in a subject, both with their sizes. */
void match_prepare(Match *m, lua_State *L, const char *s, size_t size,
                   const char *p, size_t length);

/*
** Where a match of the pattern p ends that begins at s, or NULL. Raises what is
** wrong with the pattern, and a limit that is reached.
*/
const char *match_at(Match *m, const char *s, const char *p);

/* Counts n steps; charges them in portions. */
void match_step(Match *m, size_t n);

/* Charges what has not been yet. */
void match_settle(Match *m);

#endif
