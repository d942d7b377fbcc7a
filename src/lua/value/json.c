/*
** json.c - Lua values as JSON (RFC 8259)
*/
#include "json.h"

#include <lauxlib.h>
#include <lualib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "print.h"
#include "value.h"

#define DEPTH_MAX 64  /* tables in tables */

typedef struct Writer {
  lua_State *L;
  const State *state;
  Out *out;
  int depth;
} Writer;

static void add_value(Writer *w, int index);

static void add_float(Writer *w, lua_Number n) {
  char text[40];
  if (!isfinite(n))
    luaL_error(w->L, "json: JSON has no number %s", isnan(n) ? "nan" : "inf");
  snprintf(text, sizeof text, "%.15g", n);
  if (strtod(text, NULL) != n) snprintf(text, sizeof text, "%.17g", n);
  out_text(w->out, text);
}

static void add_string(Writer *w, int index) {
  size_t size;
  const char *text = lua_tolstring(w->L, index, &size);
  out_quoted(w->out, text, size);
}

/* The elements of a list; -1: the table has other keys. */
static lua_Integer list_size(lua_State *L, int t) {
  lua_Integer n = 0, largest = 0;
  lua_pushnil(L);
  while (lua_next(L, t)) {
    lua_pop(L, 1);
    lua_Integer i = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
    if (i < 1) {
      lua_pop(L, 1);
      return -1;
    }
    if (i > largest) largest = i;
    n++;
  }
  return n == largest ? n : -1;
}

static void add_list(Writer *w, int t, lua_Integer n) {
  out_char(w->out, '[');
  for (lua_Integer i = 1; i <= n; i++) {
    if (i > 1) out_char(w->out, ',');
    lua_rawgeti(w->L, t, i);
    add_value(w, lua_gettop(w->L));
    lua_pop(w->L, 1);
  }
  out_char(w->out, ']');
}

/* Pushes a sorted list of a table's keys, all of them strings; raises. */
static lua_Integer push_keys(lua_State *L, int t) {
  lua_Integer n = 0;
  lua_newtable(L);
  lua_pushnil(L);
  while (lua_next(L, t)) {
    lua_pop(L, 1);
    if (lua_type(L, -1) != LUA_TSTRING)
      return luaL_error(L, "json: string expected as a key, got %s",
                        luaL_typename(L, -1));
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, ++n);
  }
  luaL_requiref(L, LUA_TABLIBNAME, luaopen_table, 0);
  lua_getfield(L, -1, "sort");
  lua_pushvalue(L, -3);
  lua_call(L, 1, 0);
  lua_pop(L, 1);
  return n;
}

static void add_object(Writer *w, int t) {
  lua_State *L = w->L;
  lua_Integer n = push_keys(L, t);
  int keys = lua_gettop(L);
  out_char(w->out, '{');
  for (lua_Integer i = 1; i <= n; i++) {
    if (i > 1) out_char(w->out, ',');
    lua_rawgeti(L, keys, i);
    add_string(w, -1);
    out_char(w->out, ':');
    lua_rawget(L, t);
    add_value(w, lua_gettop(L));
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  out_char(w->out, '}');
}

static void add_table(Writer *w, int t) {
  lua_State *L = w->L;
  unsigned layer;
  if (++w->depth > DEPTH_MAX)
    luaL_error(L, "json: tables nested more than %d deep, or a table that "
               "contains itself", DEPTH_MAX);
  state_charge(L, 10);
  luaL_checkstack(L, 8, "json: tables nested too deep");
  if (header_to(L, w->state, t, &layer)) {
    header_table(L, w->state, lua_gettop(L), layer);
    add_value(w, lua_gettop(L));
    lua_pop(L, 2);
  } else {
    lua_Integer n = list_size(L, t);
    if (n >= 0) add_list(w, t, n);
    else add_object(w, t);
  }
  w->depth--;
}

static void add_packet(Writer *w, int index) {
  Stack stack;
  packet_stack(w->L, w->state, index, &stack);
  json_add(state_printer(w->L), w->out, &stack);
  lua_pop(w->L, 1);
}

static void add_value(Writer *w, int index) {
  lua_State *L = w->L;
  switch (lua_type(L, index)) {
    case LUA_TNIL: out_text(w->out, "null"); break;
    case LUA_TBOOLEAN:
      out_text(w->out, lua_toboolean(L, index) ? "true" : "false");
      break;
    case LUA_TNUMBER:
      if (lua_isinteger(L, index)) {
        char text[24];
        snprintf(text, sizeof text, LUA_INTEGER_FMT, lua_tointeger(L, index));
        out_text(w->out, text);
      } else {
        add_float(w, lua_tonumber(L, index));
      }
      break;
    case LUA_TSTRING: add_string(w, index); break;
    case LUA_TTABLE: add_table(w, index); break;
    default:
      if (packet_to(L, w->state, index)) add_packet(w, index);
      else
        luaL_error(L, "json: boolean, number, string, table, header or packet "
                   "expected, got %s", luaL_typename(L, index));
  }
}

/* pycap.json(value) -> text in one line */
static int module_json(lua_State *L) {
  luaL_checkany(L, 1);
  lua_settop(L, 1);
  Writer w = {L, state_of(L), out_push(L), 0};
  add_value(&w, 1);
  out_check(L, w.out);
  lua_pushlstring(L, w.out->data, w.out->size);
  out_free(w.out);
  return 1;
}

void open_json(lua_State *L) {
  static const luaL_Reg functions[] = { {"json", module_json}, {NULL, NULL} };
  lua_pushvalue(L, -2);
  lua_pushvalue(L, -2);
  luaL_setfuncs(L, functions, 1);
  lua_pop(L, 1);
}
