/*
** pattern.c - string.find, match, gmatch and gsub whose steps are counted
**
** Lua's own can take longer than anyone waits for, and no hook sees it. These
** match the same patterns (Lua 5.4 manual, 6.4.1) and charge each step as an
** instruction.
*/
#define _GNU_SOURCE /* memmem */

#include "pattern.h"

#include <ctype.h>
#include <lauxlib.h>
#include <lualib.h>
#include <stdbool.h>
#include <string.h>

#include "limits.h"
#include "match.h"

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
  if (find) limits_charge(L, length / 4);
  if (find && (lua_toboolean(L, 4) || !has_specials(p, length)))
    return find_plain(L, s, size, from, p, length);
  match_prepare(&m, L, s, size, p, length);
  bool anchored = length > 0 && *p == '^';
  p += anchored;
  at = s + from;
  do {
    e = match_at(&m, at, p);
  } while (!e && !anchored && at++ < m.end);
  match_settle(&m);
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
  match_prepare(&m, L, s, size, p, length);
  for (; from <= size; from++) {
    const char *e = match_at(&m, s + from, p);
    if (!e || e - s == last) continue;
    match_settle(&m);
    lua_pushinteger(L, e - s);
    lua_pushvalue(L, -1);
    lua_replace(L, lua_upvalueindex(3));
    lua_replace(L, lua_upvalueindex(4));
    return push_captures(&m, s + from, e, true);
  }
  match_settle(&m);
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
  match_step(m, size / 16);
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
  match_settle(m);
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
  match_prepare(&m, L, s, size, p, length);
  p += anchored;
  luaL_buffinit(L, &b);
  while (n < most) {
    e = match_at(&m, s, p);
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
  match_settle(&m);
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
