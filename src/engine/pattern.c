/*
** pattern.c - string.find, match, gmatch and gsub whose steps are counted
**
** Lua's own can take longer than anyone waits for, and no hook sees it. These
** match the same patterns (Lua 5.4 manual, 6.4.1) and charge each step as an
** instruction.
*/
#define _GNU_SOURCE /* memmem */

#include <ctype.h>
#include <lualib.h>
#include <string.h>

#include "engine.h"

#define CAPTURES 32
#define DEPTH 200     /* of alternatives within alternatives */
#define PORTION 1024    /* steps that are charged at a time */

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

static void step(Match *m, size_t n) {
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
  step(m, (size_t)(last - p) / 4);
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
  step(m, 1);
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
    step(m, 1);
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
  for (;;) {
    const char *found = match(m, s, end + 1);
    if (found) return found;
    if (!is_single(m, s, p, end)) return NULL;
    s++;
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
  step(m, (size_t)c->size / 16 + 1);
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
    step(m, 1);
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

/* --- what Lua gets of it --- */

/* Pushes capture i of a match s..e, the whole for 0 where there are none. */
static void push_capture(Match *m, int i, const char *s, const char *e) {
  if (i >= m->count) {
    if (i > 0) luaL_error(m->L, "invalid capture index %%%d", i + 1);
    lua_pushlstring(m->L, s, (size_t)(e - s));
    return;
  }
  const Capture *c = &m->captures[i];
  if (c->size == OPEN) luaL_error(m->L, "unfinished capture");
  if (c->size == POSITION) lua_pushinteger(m->L, c->at - m->subject + 1);
  else lua_pushlstring(m->L, c->at, (size_t)c->size);
}

/* Pushes all of them, and the whole where there are none and `whole`. */
static int push_captures(Match *m, const char *s, const char *e, bool whole) {
  int n = m->count == 0 && whole ? 1 : m->count;
  luaL_checkstack(m->L, n, "too many captures");
  for (int i = 0; i < n; i++) push_capture(m, i, s, e);
  return n;
}

static void prepare(Match *m, lua_State *L, const char *s, size_t size,
                    const char *p, size_t length) {
  m->L = L;
  m->subject = s;
  m->end = s + size;
  m->pattern_end = p + length;
  m->steps = 0;
}

static const char *try_at(Match *m, const char *s, const char *p) {
  m->depth = m->count = 0;
  return match(m, s, p);
}

/* Charges what has not been yet. */
static void settle(Match *m) {
  limits_charge(m->L, m->steps);
  m->steps = 0;
}

/* The place that argument `arg` says, from 0; beyond the end: size + 1. */
static size_t start_of(lua_State *L, int arg, size_t size) {
  lua_Integer init = luaL_optinteger(L, arg, 1);
  if (init > 0) return init - 1 > (lua_Integer)size ? size + 1
                                                    : (size_t)init - 1;
  if (init == 0 || init < -(lua_Integer)size) return 0;
  return size + (size_t)init;
}

static int find_plain(lua_State *L, const char *s, size_t size, size_t from,
                      const char *p, size_t length) {
  limits_charge(L, (size - from + length) / 16);
  const char *at = length == 0 ? s + from
                               : memmem(s + from, size - from, p, length);
  if (!at) {
    lua_pushnil(L);
    return 1;
  }
  lua_pushinteger(L, at - s + 1);
  lua_pushinteger(L, at - s + (lua_Integer)length);
  return 2;
}

static bool has_specials(const char *p, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (p[i] && strchr("^$*+?.([%-", p[i])) return true;
  return false;
}

static int find_or_match(lua_State *L, bool find) {
  Match m;
  size_t size, length;
  const char *s = luaL_checklstring(L, 1, &size), *at, *e;
  const char *p = luaL_checklstring(L, 2, &length);
  size_t from = start_of(L, 3, size);
  if (from > size) {
    lua_pushnil(L);
    return 1;
  }
  if (find && (lua_toboolean(L, 4) || !has_specials(p, length)))
    return find_plain(L, s, size, from, p, length);
  prepare(&m, L, s, size, p, length);
  bool anchored = length > 0 && *p == '^';
  p += anchored;
  at = s + from;
  do {
    e = try_at(&m, at, p);
  } while (!e && !anchored && at++ < m.end);
  settle(&m);
  if (!e) {
    lua_pushnil(L);
    return 1;
  }
  if (!find) return push_captures(&m, at, e, true);
  lua_pushinteger(L, at - s + 1);
  lua_pushinteger(L, e - s);
  return 2 + push_captures(&m, at, e, false);
}

/* string.find(s, pattern, init, plain) */
static int string_find(lua_State *L) { return find_or_match(L, true); }

/* string.match(s, pattern, init) */
static int string_match(lua_State *L) { return find_or_match(L, false); }

/* Upvalues: subject, pattern, where to go on, where the last match ended. */
static int next_match(lua_State *L) {
  Match m;
  size_t size, length;
  const char *s = lua_tolstring(L, lua_upvalueindex(1), &size);
  const char *p = lua_tolstring(L, lua_upvalueindex(2), &length);
  size_t from = (size_t)lua_tointeger(L, lua_upvalueindex(3));
  lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
  prepare(&m, L, s, size, p, length);
  for (; from <= size; from++) {
    const char *e = try_at(&m, s + from, p);
    if (!e || e - s == last) continue;
    settle(&m);
    lua_pushinteger(L, e - s);
    lua_pushvalue(L, -1);
    lua_replace(L, lua_upvalueindex(3));
    lua_replace(L, lua_upvalueindex(4));
    return push_captures(&m, s + from, e, true);
  }
  settle(&m);
  lua_pushinteger(L, (lua_Integer)size + 1);
  lua_replace(L, lua_upvalueindex(3));
  return 0;
}

/* string.gmatch(s, pattern, init) -> iterator */
static int string_gmatch(lua_State *L) {
  size_t size;
  luaL_checklstring(L, 1, &size);
  luaL_checkstring(L, 2);
  size_t from = start_of(L, 3, size);
  lua_settop(L, 2);
  lua_pushinteger(L, (lua_Integer)from);
  lua_pushinteger(L, -1);
  lua_pushcclosure(L, next_match, 4);
  return 1;
}

/* Adds the replacement string at 3, with what %0 to %9 stand for. */
static void add_string(Match *m, luaL_Buffer *b, const char *s,
                       const char *e) {
  size_t size;
  const char *r = lua_tolstring(m->L, 3, &size), *end = r + size, *next;
  step(m, size / 16);
  while ((next = memchr(r, '%', (size_t)(end - r))) != NULL) {
    luaL_addlstring(b, r, (size_t)(next - r));
    r = next + 2;
    char c = next + 1 < end ? next[1] : '\0';
    if (c == '%') {
      luaL_addchar(b, '%');
    } else if (c == '0') {
      luaL_addlstring(b, s, (size_t)(e - s));
    } else if (isdigit((unsigned char)c)) {
      push_capture(m, c - '1', s, e);
      luaL_tolstring(m->L, -1, NULL);
      lua_remove(m->L, -2);
      luaL_addvalue(b);
    } else {
      luaL_error(m->L, "invalid use of '%%' in replacement string");
    }
  }
  luaL_addlstring(b, r, (size_t)(end - r));
}

/* Adds what stands for the match s..e. False: itself. */
static bool add_value(Match *m, luaL_Buffer *b, const char *s, const char *e,
                      int type) {
  lua_State *L = m->L;
  settle(m);
  if (type == LUA_TFUNCTION) {
    lua_pushvalue(L, 3);
    lua_call(L, push_captures(m, s, e, true), 1);
  } else if (type == LUA_TTABLE) {
    push_capture(m, 0, s, e);
    lua_gettable(L, 3);
  } else {
    add_string(m, b, s, e);
    return true;
  }
  if (!lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    luaL_addlstring(b, s, (size_t)(e - s));
    return false;
  }
  if (!lua_isstring(L, -1))
    luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  luaL_addvalue(b);
  return true;
}

/* string.gsub(s, pattern, replacement, n) -> text, how many */
static int string_gsub(lua_State *L) {
  Match m;
  luaL_Buffer b;
  size_t size, length;
  const char *s = luaL_checklstring(L, 1, &size), *last = NULL, *e;
  const char *p = luaL_checklstring(L, 2, &length);
  int type = lua_type(L, 3);
  lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)size + 1), n = 0;
  luaL_argexpected(L, type == LUA_TNUMBER || type == LUA_TSTRING ||
                   type == LUA_TFUNCTION || type == LUA_TTABLE, 3,
                   "string/function/table");
  bool anchored = length > 0 && *p == '^', changed = false;
  prepare(&m, L, s, size, p, length);
  p += anchored;
  luaL_buffinit(L, &b);
  while (n < most) {
    e = try_at(&m, s, p);
    if (e && e != last) {
      n++;
      changed |= add_value(&m, &b, s, e, type);
      s = last = e;
    } else if (s < m.end) {
      luaL_addchar(&b, *s++);
    } else {
      break;
    }
    if (anchored) break;
  }
  settle(&m);
  if (!changed) {
    lua_pushvalue(L, 1);
  } else {
    luaL_addlstring(&b, s, (size_t)(m.end - s));
    luaL_pushresult(&b);
  }
  lua_pushinteger(L, n);
  return 2;
}

void patterns_install(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"find", string_find},     {"match", string_match},
    {"gmatch", string_gmatch}, {"gsub", string_gsub}, {NULL, NULL}
  };
  lua_getglobal(L, LUA_STRLIBNAME);
  luaL_setfuncs(L, functions, 0);
  lua_pop(L, 1);
}
