/*
** match.c - Lua's patterns, matched by steps that are counted (Lua 5.4 manual,
** 6.4.1)
*/
#include "match.h"

#include <ctype.h>
#include <lauxlib.h>
#include <stdbool.h>
#include <string.h>

#include "limits.h"

#define DEPTH 200     /* of alternatives within alternatives */
#define PORTION 1024  /* steps that are charged at a time */

void match_step(Match *m, size_t n) {
  m->steps += n;
  if (m->steps < PORTION) return;
  limits_charge(m->L, m->steps);
  m->steps = 0;
}

/* --- one character --- */

/* The end of the item at p: a character, a class or a set. */
static const char *item_end(Match *m, const char *p) {
  char c = *p++;
  if (c == '%') {
    if (p == m->pattern_end)
      luaL_error(m->L, "malformed pattern (ends with '%%')");
    return p + 1;
  }
  if (c != '[') return p;
  if (p < m->pattern_end && *p == '^') p++;
  do {  /* a ']' that comes first is one of the set */
    if (p == m->pattern_end)
      luaL_error(m->L, "malformed pattern (missing ']')");
    if (*p++ == '%' && p < m->pattern_end) p++;
  } while (p == m->pattern_end || *p != ']');
  return p + 1;
}

static bool in_class(int c, int class) {
  bool in;
  switch (tolower(class)) {
    case 'a': in = isalpha(c); break;
    case 'c': in = iscntrl(c); break;
    case 'd': in = isdigit(c); break;
    case 'g': in = isgraph(c); break;
    case 'l': in = islower(c); break;
    case 'p': in = ispunct(c); break;
    case 's': in = isspace(c); break;
    case 'u': in = isupper(c); break;
    case 'w': in = isalnum(c); break;
    case 'x': in = isxdigit(c); break;
    case 'z': in = c == 0; break;  /* as it was in Lua 5.1 */
    default: return class == c;
  }
  return isupper(class) ? !in : in;
}

/* The set from the '[' at p on, whose ']' is at `last`. */
static bool in_set(Match *m, int c, const char *p, const char *last) {
  bool found = true;
  match_step(m, (size_t)(last - p) / 4);
  if (p[1] == '^') {
    found = false;
    p++;
  }
  for (p++; p < last; p++) {
    unsigned char low = (unsigned char)*p;
    if (low == '%') {
      if (in_class(c, (unsigned char)*++p)) return found;
    } else if (p[1] == '-' && p + 2 < last) {
      p += 2;
      if (low <= c && c <= (unsigned char)*p) return found;
    } else if (low == c) {
      return found;
    }
  }
  return !found;
}

/* True when the character at s is one of the item p..end. */
static bool is_single(Match *m, const char *s, const char *p,
                      const char *end) {
  match_step(m, 1);
  if (s >= m->end) return false;
  int c = (unsigned char)*s;
  switch (*p) {
    case '.': return true;
    case '%': return in_class(c, (unsigned char)p[1]);
    case '[': return in_set(m, c, p, end - 1);
    default: return (unsigned char)*p == c;
  }
}

/* --- the rest --- */

static const char *match(Match *m, const char *s, const char *p);

/* %bxy: from x to the y that closes it. */
static const char *match_balance(Match *m, const char *s, const char *p) {
  if (m->pattern_end - p < 2)
    luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
  if (s >= m->end || *s != p[0]) return NULL;
  int open = 1;
  while (++s < m->end) {
    match_step(m, 1);
    if (*s == p[1]) {
      if (--open == 0) return s + 1;
    } else if (*s == p[0]) {
      open++;
    }
  }
  return NULL;
}

/* As many as there are, then fewer and fewer. */
static const char *match_most(Match *m, const char *s, const char *p,
                              const char *end) {
  ptrdiff_t n = 0;
  while (is_single(m, s + n, p, end)) n++;
  for (; n >= 0; n--) {
    const char *found = match(m, s + n, end + 1);
    if (found) return found;
  }
  return NULL;
}

/* None, then more and more. */
static const char *match_least(Match *m, const char *s, const char *p,
                               const char *end) {
  for (;; s++) {
    bool more = is_single(m, s, p, end);
    const char *found = match(m, s, end + 1);
    if (found || !more) return found;
  }
}

static const char *open_capture(Match *m, const char *s, const char *p,
                                ptrdiff_t what) {
  if (m->count == CAPTURES) luaL_error(m->L, "too many captures");
  m->captures[m->count++] = (Capture){s, what};
  const char *found = match(m, s, p);
  if (!found) m->count--;
  return found;
}

static const char *close_capture(Match *m, const char *s, const char *p) {
  int i = m->count - 1;
  while (i >= 0 && m->captures[i].size != OPEN) i--;
  if (i < 0) luaL_error(m->L, "invalid pattern capture");
  m->captures[i].size = s - m->captures[i].at;
  const char *found = match(m, s, p);
  if (!found) m->captures[i].size = OPEN;
  return found;
}

/* %1: what a capture before has matched. */
static const char *match_again(Match *m, const char *s, char digit) {
  int i = digit - '1';
  if (i < 0 || i >= m->count || m->captures[i].size == OPEN)
    luaL_error(m->L, "invalid capture index %%%d", i + 1);
  const Capture *c = &m->captures[i];
  if (c->size < 0) return NULL;  /* of a position */
  match_step(m, (size_t)c->size / 16 + 1);
  if (m->end - s < c->size || memcmp(c->at, s, (size_t)c->size) != 0)
    return NULL;
  return s + c->size;
}

/* %f[set]: between what is not in the set and what is. */
static bool is_frontier(Match *m, const char *s, const char *p,
                        const char *end) {
  int before = s == m->subject ? 0 : (unsigned char)s[-1];
  int after = s == m->end ? 0 : (unsigned char)*s;
  return !in_set(m, before, p, end - 1) && in_set(m, after, p, end - 1);
}

/*
** What begins with '%' and is no class: true, and *s is behind it (NULL: it
** does not match) and *p, too.
*/
static bool match_special(Match *m, const char **s, const char **p) {
  const char *at = *p + 2, *end;
  if (at > m->pattern_end) return false;
  switch (at[-1]) {
    case 'b':
      *s = match_balance(m, *s, at);
      *p = at + 2;
      return true;
    case 'f':
      if (at == m->pattern_end || *at != '[')
        luaL_error(m->L, "missing '[' after '%%f' in pattern");
      end = item_end(m, at);
      if (!is_frontier(m, *s, at, end)) *s = NULL;
      *p = end;
      return true;
    case '0': case '1': case '2': case '3': case '4':
    case '5': case '6': case '7': case '8': case '9':
      *s = match_again(m, *s, at[-1]);
      *p = at;
      return true;
  }
  return false;
}

/* An item and what may follow it; true: to go on at *s and *p. */
static bool match_item(Match *m, const char **s, const char **p,
                       const char **found) {
  const char *end = item_end(m, *p);
  char how = '\0';
  if (end < m->pattern_end) how = *end;
  *found = NULL;
  switch (how) {
    case '?':
      if (is_single(m, *s, *p, end)) *found = match(m, *s + 1, end + 1);
      if (*found) return false;
      *p = end + 1;
      return true;
    case '*':
      *found = match_most(m, *s, *p, end);
      return false;
    case '+':
      if (is_single(m, *s, *p, end)) *found = match_most(m, *s + 1, *p, end);
      return false;
    case '-':
      *found = match_least(m, *s, *p, end);
      return false;
  }
  if (!is_single(m, *s, *p, end)) return false;
  ++*s;
  *p = end;
  return true;
}

/* Where a match of the pattern from p on that begins at s ends; or NULL. */
static const char *match(Match *m, const char *s, const char *p) {
  const char *found = NULL;
  if (++m->depth > DEPTH) luaL_error(m->L, "pattern too complex");
  for (;;) {
    match_step(m, 1);
    if (p == m->pattern_end) {
      found = s;
      break;
    }
    if (*p == '(') {
      bool position = p + 1 < m->pattern_end && p[1] == ')';
      found = position ? open_capture(m, s, p + 2, POSITION)
                       : open_capture(m, s, p + 1, OPEN);
      break;
    }
    if (*p == ')') {
      found = close_capture(m, s, p + 1);
      break;
    }
    if (*p == '$' && p + 1 == m->pattern_end) {
      found = s == m->end ? s : NULL;
      break;
    }
    if (*p == '%' && match_special(m, &s, &p)) {
      if (s) continue;
      break;
    }
    if (!match_item(m, &s, &p, &found)) break;
  }
  m->depth--;
  return found;
}

/* --- from outside --- */

void match_prepare(Match *m, lua_State *L, const char *s, size_t size,
                   const char *p, size_t length) {
  m->L = L;
  m->subject = s;
  m->end = s + size;
  m->pattern_end = p + length;
  m->steps = 0;
}

const char *match_at(Match *m, const char *s, const char *p) {
  m->depth = m->count = 0;
  return match(m, s, p);
}

void match_settle(Match *m) {
  limits_charge(m->L, m->steps);
  m->steps = 0;
}
