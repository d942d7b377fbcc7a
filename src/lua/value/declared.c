/*
** declared.c - values that a script declares, one by one
*/
#include "declared.h"

#include <lauxlib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "../../core/check.h"
#include "../base/options.h"
#include "../base/state.h"

/* --- where it is, and what is wrong there --- */

size_t declared_into(Declared *r, const char *name) {
  size_t size = strlen(r->path);
  snprintf(r->path + size, sizeof r->path - size, "%s%s", size > 0 ? "." : "",
           name);
  return size;
}

void declared_back(Declared *r, size_t size) { r->path[size] = '\0'; }

int declared_refuse(Declared *r, const char *expected, ...) {
  va_list args;
  va_start(args, expected);
  expected = lua_pushvfstring(r->L, expected, args);
  va_end(args);
  const char *got = value_describe(r->L, -2, true);
  return luaL_error(r->L, "pycap.protocol: %s: %s expected, got %s", r->path,
                    expected, got);
}

int declared_fault(Declared *r, const char *fault, ...) {
  va_list args;
  va_start(args, fault);
  fault = lua_pushvfstring(r->L, fault, args);
  va_end(args);
  return luaL_error(r->L, "pycap.protocol: %s: %s", r->path, fault);
}

/* --- values --- */

char *declared_bytes(Declared *r, size_t *size) {
  const char *text = lua_tolstring(r->L, -1, size);
  if (*size > ARENA_MAX) declared_fault(r, "too many bytes");
  return memcpy(arena_take(r->arena, *size + 1), text, *size);
}

const char *declared_text(Declared *r) {
  size_t size;
  if (lua_type(r->L, -1) != LUA_TSTRING) declared_refuse(r, "string");
  const char *text = declared_bytes(r, &size);
  if (strlen(text) != size) declared_fault(r, "the string contains zeros");
  return text;
}

uint64_t declared_number(Declared *r, uint64_t most) {
  bool whole = lua_isinteger(r->L, -1);
  lua_Integer n = lua_tointeger(r->L, -1);
  if (whole && n >= 0 && (uint64_t)n <= most) return (uint64_t)n;
  declared_refuse(r, "integer from 0 to %I", (LUAI_UACINT)most);
  return 0;
}

bool declared_flag(Declared *r) {
  if (!lua_isboolean(r->L, -1)) declared_refuse(r, "boolean");
  return lua_toboolean(r->L, -1);
}

unsigned declared_word(Declared *r, const char *const *words) {
  bool text = lua_type(r->L, -1) == LUA_TSTRING;
  const char *word = text ? lua_tostring(r->L, -1) : "";
  luaL_Buffer b;
  for (unsigned i = 0; words[i]; i++)
    if (strcmp(words[i], word) == 0) return i;
  luaL_buffinit(r->L, &b);
  for (unsigned i = 0; words[i]; i++) {
    luaL_addstring(&b, i == 0 ? "\"" : words[i + 1] ? "\", \"" : "\" or \"");
    luaL_addstring(&b, words[i]);
  }
  luaL_addchar(&b, '"');
  luaL_pushresult(&b);
  lua_insert(r->L, -2);
  return (unsigned)declared_refuse(r, "%s", lua_tostring(r->L, -2));
}

/* --- lists --- */

unsigned declared_size(Declared *r, unsigned most) {
  if (lua_type(r->L, -1) != LUA_TTABLE) declared_refuse(r, "list");
  lua_Unsigned n = lua_rawlen(r->L, -1);
  if (n <= most) return (unsigned)n;
  return (unsigned)declared_fault(r, "more than %d elements", (int)most);
}

size_t declared_element(Declared *r, unsigned i) {
  char name[16];
  lua_rawgeti(r->L, -1, (lua_Integer)i + 1);
  snprintf(name, sizeof name, "[%u]", i + 1);
  return declared_into(r, name);
}

void declared_leave(Declared *r, size_t path) {
  lua_pop(r->L, 1);
  declared_back(r, path);
}

uint64_t declared_bits(Declared *r, uint64_t *high) {
  uint64_t bits = 0;
  unsigned n = declared_size(r, high ? 128 : 64);
  for (unsigned i = 0; i < n; i++) {
    size_t path = declared_element(r, i);
    uint64_t number = declared_number(r, high ? KINDS_HIGH + 63 : 63);
    if (number > 63 && number < KINDS_HIGH)
      declared_fault(r, "0 to 63 or %d to %d expected, got %d", KINDS_HIGH,
                     KINDS_HIGH + 63, (int)number);
    if (number > 63) *high |= UINT64_C(1) << (number - KINDS_HIGH);
    else bits |= UINT64_C(1) << number;
    declared_leave(r, path);
  }
  return bits;
}

const int *declared_numbers(Declared *r) {
  unsigned n = declared_size(r, DATALINKS_MAX);
  int *numbers = arena_take(r->arena, (n + 1) * sizeof *numbers);
  for (unsigned i = 0; i < n; i++) {
    size_t path = declared_element(r, i);
    numbers[i] = (int)declared_number(r, INT32_MAX);
    declared_leave(r, path);
  }
  numbers[n] = -1;
  return numbers;
}

/* --- names of values --- */

/* Puts a name, whose value is below it on the stack, where it belongs. */
static void name_into(Name *names, unsigned count, Name name) {
  unsigned i = count;
  for (; i > 0 && names[i - 1].value > name.value; i--) names[i] = names[i - 1];
  names[i] = name;
}

/* The table on top, value -> name, in the order of the values. */
const Name *declared_names(Declared *r) {
  unsigned room = 0, count = 0;
  if (lua_type(r->L, -1) != LUA_TTABLE) declared_refuse(r, "table of names");
  for (lua_pushnil(r->L); lua_next(r->L, -2); lua_pop(r->L, 1))
    if (++room > NAMES_MAX) declared_fault(r, "too many names");
  state_charge(r->L, room * UINT64_C(20) + (uint64_t)room * room / 8);
  Name *names = arena_take(r->arena, (room + 1u) * sizeof *names);
  for (lua_pushnil(r->L); lua_next(r->L, -2) && count < room;
       lua_pop(r->L, 1)) {
    Name name = {0};
    if (lua_type(r->L, -2) == LUA_TSTRING) {
      const char *number = value_describe(r->L, -1, true);
      const char *text = value_describe(r->L, -3, true);
      declared_fault(r, "{[%s] = %s} expected, number before name, got the "
                     "key %s", number, text, text);
    }
    lua_pushvalue(r->L, -2);
    name.value = (uint32_t)declared_number(r, UINT32_MAX);
    lua_pop(r->L, 1);
    name.name = declared_text(r);
    name_into(names, count++, name);
  }
  return names;
}

/* The constants of the names that were read, from the table on top. */
void declared_constants(Declared *r, const Name *names) {
  if (lua_type(r->L, -1) != LUA_TTABLE) declared_refuse(r, "table of constants");
  for (Name *n = (Name *)names; n && n->name; n++) {
    if (lua_rawgeti(r->L, -1, n->value) != LUA_TNIL)
      n->constant = declared_text(r);
    lua_pop(r->L, 1);
  }
}

void declared_arrange(Declared *r, const Name *names) {
  Name *to = (Name *)names;
  unsigned n = declared_size(r, NAMES_MAX);
  state_charge(r->L, (uint64_t)n * n / 8);
  for (unsigned i = 0; to && i < n; i++) {
    size_t path = declared_element(r, i);
    uint32_t value = (uint32_t)declared_number(r, UINT32_MAX);
    Name *at = to;
    while (at->name && at->value != value) at++;
    if (!at->name) declared_fault(r, "a value without a name");
    const Name found = *at;
    memmove(to + 1, to, (size_t)(at - to) * sizeof *to);
    *to++ = found;
    declared_leave(r, path);
  }
}
