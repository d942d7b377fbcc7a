/*
** options.c - options of calls and other arguments
*/
#include "options.h"

#include <lauxlib.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../io/datalink.h"

#define SHOWN_MAX 64  /* bytes of a string that a message repeats */

/* --- words --- */

bool text_printable(const char *text, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (text[i] < ' ' || text[i] > '~') return false;
  return size > 0;
}

const char *name_shown(lua_State *L, const char *name) {
  size_t size = strlen(name);
  if (size == 0 || text_printable(name, size)) return name;
  return lua_pushfstring(L, "(a name of %I bytes)", (LUAI_UACINT)size);
}

const char *value_describe(lua_State *L, int index, bool number) {
  size_t size;
  int type = lua_type(L, index);
  if (type == LUA_TNUMBER && number) return luaL_tolstring(L, index, NULL);
  if (type != LUA_TSTRING)
    return lua_pushstring(L, luaL_typename(L, index));
  const char *text = lua_tolstring(L, index, &size);
  if (size <= SHOWN_MAX && (size == 0 || text_printable(text, size)))
    return lua_pushfstring(L, "\"%s\"", text);
  return lua_pushfstring(L, "a string of %I bytes", (LUAI_UACINT)size);
}

const char *near_push(lua_State *L, const Near *near) {
  return near->name ? lua_pushfstring(L, "; did you mean %s?", near->name)
                    : lua_pushliteral(L, "");
}

/* --- tables of options --- */

static int refuse(lua_State *L, const char *who, const Option *o,
                  const char *expected) {
  bool number = o->type == OPTION_NUMBER || o->type == OPTION_COUNT ||
                o->type == OPTION_BYTES || o->type == OPTION_RATE ||
                o->type == OPTION_LINKTYPE;
  const char *got = value_describe(L, -1, number);
  return luaL_error(L, "%s: %s: %s expected, got %s", who, o->key, expected,
                    got);
}

int option_refuse(lua_State *L, const char *who, const char *key,
                  const char *expected, int index) {
  const char *got = value_describe(L, index, false);
  return luaL_error(L, "%s: %s: %s expected, got %s", who, key, expected, got);
}

/* The value on top, an integer of the option's range. */
static lua_Integer read_integer(lua_State *L, const char *who,
                                const Option *o) {
  bool whole = lua_isinteger(L, -1);
  lua_Integer n = lua_tointeger(L, -1);
  if (whole && n >= o->from && n <= o->to) return n;
  if (o->to == LUA_MAXINTEGER)
    lua_pushfstring(L, "integer from %I on", (LUAI_UACINT)o->from);
  else
    lua_pushfstring(L, "integer from %I to %I", (LUAI_UACINT)o->from,
                    (LUAI_UACINT)o->to);
  lua_insert(L, -2);
  refuse(L, who, o, lua_tostring(L, -2));
  return 0;
}

/* The same, or a text: a number with k, m or g behind it. */
static lua_Integer read_bytes(lua_State *L, const char *who, const Option *o) {
  static const char units[] = "kmg";
  char *end;
  if (lua_type(L, -1) != LUA_TSTRING) return read_integer(L, who, o);
  const char *text = lua_tostring(L, -1);
  long long n = strtoll(text, &end, 10);
  const char *unit = *end ? strchr(units, *end) : NULL;
  int shift = unit ? 10 * (int)(unit - units + 1) : 0;
  if (end == text || (*end && (!unit || end[1])) || n < 0 ||
      n > LLONG_MAX >> shift || n << shift < o->from || n << shift > o->to) {
    if (o->to == LUA_MAXINTEGER)
      lua_pushfstring(L, "bytes from %I on (\"64k\")", (LUAI_UACINT)o->from);
    else
      lua_pushfstring(L, "from %I to %I bytes (\"64k\")",
                      (LUAI_UACINT)o->from, (LUAI_UACINT)o->to);
    lua_insert(L, -2);
    refuse(L, who, o, lua_tostring(L, -2));
  }
  return (lua_Integer)(n << shift);
}

static double read_rate(lua_State *L, const char *who, const Option *o) {
  double n = lua_tonumber(L, -1);
  bool number = lua_type(L, -1) == LUA_TNUMBER && n > 0 && !isinf(n);
  if (o->to == 0) {
    if (!number) refuse(L, who, o, "number over 0");
  } else if (!number || n > (double)o->to) {
    lua_pushfstring(L, "number over 0, up to %I,", (LUAI_UACINT)o->to);
    lua_insert(L, -2);
    refuse(L, who, o, lua_tostring(L, -2));
  }
  return n;
}

static const char *read_text(lua_State *L, const char *who, const Option *o) {
  const char *what = o->what ? o->what : "string";
  if (lua_type(L, -1) != LUA_TSTRING) refuse(L, who, o, what);
  const char *text = lua_tostring(L, -1);
  if (o->what && !*text) refuse(L, who, o, what);
  if (strlen(text) != lua_rawlen(L, -1)) {
    lua_pushfstring(L, "%s without zeros", what);
    lua_insert(L, -2);
    refuse(L, who, o, lua_tostring(L, -2));
  }
  return text;
}

static int read_word(lua_State *L, const char *who, const Option *o) {
  const char *word = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
  for (int i = 0; o->words[i]; i++)
    if (strcmp(o->words[i], word) == 0) return i;
  lua_pushfstring(L, "\"%s\"", o->words[0]);
  for (int i = 1; o->words[i]; i++) {
    lua_pushfstring(L, " or \"%s\"", o->words[i]);
    lua_concat(L, 2);
  }
  lua_insert(L, -2);
  return refuse(L, who, o, lua_tostring(L, -2));
}

static int read_linktype(lua_State *L, const char *who, const Option *o) {
  lua_Integer n = -1;
  if (lua_type(L, -1) == LUA_TSTRING) n = datalink_number(lua_tostring(L, -1));
  else if (lua_isinteger(L, -1)) n = lua_tointeger(L, -1);
  if (n < 0 || n > INT32_MAX) refuse(L, who, o, "link type");
  return (int)n;
}

/* Reads the option whose value is on top. */
static void read_option(lua_State *L, const char *who, const Option *o) {
  void *target = o->target;
  switch (o->type) {
    case OPTION_FLAG:
      if (!lua_isboolean(L, -1)) refuse(L, who, o, "boolean");
      *(bool *)target = lua_toboolean(L, -1);
      break;
    case OPTION_NUMBER: *(int *)target = (int)read_integer(L, who, o); break;
    case OPTION_COUNT: *(lua_Integer *)target = read_integer(L, who, o); break;
    case OPTION_BYTES: *(lua_Integer *)target = read_bytes(L, who, o); break;
    case OPTION_RATE: *(double *)target = read_rate(L, who, o); break;
    case OPTION_TEXT: *(const char **)target = read_text(L, who, o); break;
    case OPTION_WORD: *(int *)target = read_word(L, who, o); break;
    case OPTION_LINKTYPE: *(int *)target = read_linktype(L, who, o); break;
    case OPTION_OTHER: break;
  }
}

/* The option that a string without a name in the table is meant as: where
** several options could be, a file's name has a dot or a slash in it. */
static const Option *bare_option(const Option *options, const char *text) {
  const Option *first = NULL, *last = NULL;
  for (const Option *o = options; o->key; o++) {
    if (!o->bare) continue;
    if (!first) first = o;
    last = o;
  }
  return strpbrk(text, "./") ? last : first;
}

/* Raises: the key below the top, whose value is on top, is no string. */
static int refuse_position(lua_State *L, const char *who,
                           const Option *options) {
  const Option *o = NULL;
  const char *value = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
  if (text_printable(value, strlen(value))) o = bare_option(options, value);
  const char *hint = o ? lua_pushfstring(L, "; did you mean %s = \"%s\"?",
                                         o->key, value)
                       : lua_pushliteral(L, "");
  const char *key = luaL_tolstring(L, -3, NULL);
  return luaL_error(L, "%s: option names expected, got [%s]%s", who, key, hint);
}

/* Pushes "; did you mean NAME?", or all there are where no name is near. */
static const char *options_push(lua_State *L, const Near *near,
                                const Option *options) {
  if (near->name) return near_push(L, near);
  lua_pushliteral(L, "");
  for (const Option *o = options; o->key; o++) {
    lua_pushfstring(L, "%s%s", o == options ? "; there are " : ", ", o->key);
    lua_concat(L, 2);
  }
  return lua_tostring(L, -1);
}

/* Raises: the key below the top is no option's. */
static int refuse_key(lua_State *L, const char *who, const Option *options) {
  Near near;
  if (lua_type(L, -2) != LUA_TSTRING) return refuse_position(L, who, options);
  const char *key = lua_tostring(L, -2);
  near_begin(&near, key);
  for (const Option *o = options; o->key; o++) near_offer(&near, o->key);
  return luaL_error(L, "%s: unknown option \"%s\"%s", who,
                    name_shown(L, key), options_push(L, &near, options));
}

/* True when the key below the top is this one. */
static bool is_key(lua_State *L, const char *key) {
  return lua_type(L, -2) == LUA_TSTRING &&
         lua_rawlen(L, -2) == strlen(key) &&
         strcmp(lua_tostring(L, -2), key) == 0;
}

void options_take(lua_State *L, int index, const char *who,
                  const Option *options) {
  index = lua_absindex(L, index);
  for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
    const Option *o = options;
    while (o->key && !is_key(L, o->key)) o++;
    if (!o->key) refuse_key(L, who, options);
    read_option(L, who, o);
  }
}

/* --- other arguments --- */

int member_refuse(lua_State *L, const char *what, int key,
                  const char *const *members) {
  Near near;
  const char *name = lua_tostring(L, key);
  near_begin(&near, name);
  for (; *members; members++) near_offer(&near, *members);
  for (lua_pushnil(L); lua_next(L, lua_upvalueindex(2)); lua_pop(L, 1))
    near_offer(&near, lua_tostring(L, -2));
  return luaL_error(L, "%s.%s: no such member%s", what,
                    name_shown(L, name), near_push(L, &near));
}

const char *text_check(lua_State *L, int arg) {
  size_t size;
  const char *text = luaL_checklstring(L, arg, &size);
  luaL_argcheck(L, strlen(text) == size, arg, "string contains zeros");
  return text;
}

lua_Integer count_check(lua_State *L, int arg, lua_Integer preset) {
  if (lua_isnoneornil(L, arg)) return preset;
  lua_Integer n = luaL_checkinteger(L, arg);
  if (n < 0)
    luaL_argerror(L, arg, lua_pushfstring(
        L, "count must not be negative, got %I", (LUAI_UACINT)n));
  return n;
}
