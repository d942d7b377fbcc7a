/*
** result.c - what result() gave, on its way from one Lua state to another
**
** A value is a letter and what follows it; a table is pairs of values up to a
** nil. Both sides are this program: nothing is checked in reading.
*/
#include "result.h"

#include <lauxlib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../lua/host.h"

enum {
  IS_NIL = '0', IS_FALSE = 'f', IS_TRUE = 't', IS_INTEGER = 'i',
  IS_NUMBER = 'n', IS_STRING = 's', IS_TABLE = '{', IS_TALLY = 'T'
};

void result_free(Result *r) {
  free(r->bytes);
  memset(r, 0, sizeof *r);
}

/* --- writing --- */

static void put(lua_State *L, Result *r, const void *bytes, size_t size) {
  if (size > RESULT_MAX - r->size)
    luaL_error(L, "result: more than %d MiB", (int)(RESULT_MAX >> 20));
  if (size > r->room - r->size) {
    size_t room = r->room ? r->room * 2 : 1024;
    while (room < r->size + size) room *= 2;
    char *grown = realloc(r->bytes, room);
    if (!grown) {
      luaL_error(L, "not enough memory");
      return;
    }
    r->bytes = grown;
    r->room = room;
  }
  if (size > 0) memcpy(r->bytes + r->size, bytes, size);
  r->size += size;
}

static void put_letter(lua_State *L, Result *r, int letter) {
  char byte = (char)letter;
  put(L, r, &byte, 1);
}

static void put_size(lua_State *L, Result *r, size_t size) {
  put(L, r, &size, sizeof size);
}

static void put_value(lua_State *L, Result *r, int depth);

/* Raises: the value on top cannot be carried; its key is below, if any. */
static void refuse(lua_State *L, int depth, const char *what) {
  if (depth > 0 && lua_type(L, -2) == LUA_TSTRING)
    luaL_error(L, "result: %s at \"%s\" cannot be passed between workers", what,
               lua_tostring(L, -2));
  luaL_error(L, "result: %s cannot be passed between workers", what);
}

/* The key below the top. */
static void put_key(lua_State *L, Result *r) {
  int type = lua_type(L, -2);
  if (type != LUA_TBOOLEAN && type != LUA_TNUMBER && type != LUA_TSTRING)
    luaL_error(L, "result: %s as a key cannot be passed between workers",
               luaL_typename(L, -2));
  lua_pushvalue(L, -2);
  put_value(L, r, 0);
  lua_pop(L, 1);
}

static void put_table(lua_State *L, Result *r, int depth) {
  if (depth == RESULT_DEPTH)
    luaL_error(L, "result: more than %d tables in each other", RESULT_DEPTH);
  if (lua_getmetatable(L, -1)) {
    lua_pop(L, 1);
    refuse(L, depth, "a table with a metatable");
  }
  luaL_checkstack(L, 8, NULL);
  put_letter(L, r, IS_TABLE);
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
    put_key(L, r);
    put_value(L, r, depth + 1);
  }
  put_letter(L, r, IS_NIL);
}

/* Where host_tallywrite puts things. */
typedef struct Target {
  lua_State *L;
  Result *result;
} Target;

static void put_piece(void *context, const void *bytes, size_t size) {
  Target *target = context;
  put(target->L, target->result, bytes, size);
}

static void put_tally(lua_State *L, Result *r) {
  Target target = {L, r};
  int index = lua_gettop(L);
  host_tallytable(L, index);
  put_letter(L, r, IS_TALLY);
  put_table(L, r, 0);
  lua_pop(L, 1);
  /* from here on no finalizer runs that could count on */
  host_tallywrite(L, index, put_piece, &target);
}

static void put_string(lua_State *L, Result *r) {
  size_t size;
  const char *text = lua_tolstring(L, -1, &size);
  put_letter(L, r, IS_STRING);
  put_size(L, r, size);
  put(L, r, text, size);
}

static void put_number(lua_State *L, Result *r) {
  if (lua_isinteger(L, -1)) {
    lua_Integer n = lua_tointeger(L, -1);
    put_letter(L, r, IS_INTEGER);
    put(L, r, &n, sizeof n);
  } else {
    lua_Number n = lua_tonumber(L, -1);
    put_letter(L, r, IS_NUMBER);
    put(L, r, &n, sizeof n);
  }
}

static void put_value(lua_State *L, Result *r, int depth) {
  switch (lua_type(L, -1)) {
    case LUA_TNIL: put_letter(L, r, IS_NIL); break;
    case LUA_TBOOLEAN:
      put_letter(L, r, lua_toboolean(L, -1) ? IS_TRUE : IS_FALSE);
      break;
    case LUA_TNUMBER: put_number(L, r); break;
    case LUA_TSTRING: put_string(L, r); break;
    case LUA_TTABLE: put_table(L, r, depth); break;
    default:
      if (host_istally(L, -1)) put_tally(L, r);
      else refuse(L, depth, luaL_typename(L, -1));
  }
}

void result_write(lua_State *L, Result *r) {
  r->size = 0;
  put_value(L, r, 0);
}

/* --- reading --- */

static void get(const char **at, void *bytes, size_t size) {
  memcpy(bytes, *at, size);
  *at += size;
}

static void push_value(lua_State *L, const char **at);

static void push_table(lua_State *L, const char **at) {
  luaL_checkstack(L, 8, NULL);
  lua_newtable(L);
  for (;;) {
    push_value(L, at);
    if (lua_isnil(L, -1)) break;
    push_value(L, at);
    lua_rawset(L, -3);
  }
  lua_pop(L, 1);
}

static void push_value(lua_State *L, const char **at) {
  lua_Integer integer;
  lua_Number number;
  size_t size;
  switch (*(*at)++) {
    case IS_FALSE: lua_pushboolean(L, 0); break;
    case IS_TRUE: lua_pushboolean(L, 1); break;
    case IS_INTEGER:
      get(at, &integer, sizeof integer);
      lua_pushinteger(L, integer);
      break;
    case IS_NUMBER:
      get(at, &number, sizeof number);
      lua_pushnumber(L, number);
      break;
    case IS_STRING:
      get(at, &size, sizeof size);
      lua_pushlstring(L, *at, size);
      *at += size;
      break;
    case IS_TABLE: push_table(L, at); break;
    case IS_TALLY:
      push_value(L, at);
      *at = host_tallyread(L, *at);
      break;
    default: lua_pushnil(L);
  }
}

void result_push(lua_State *L, const Result *r) {
  const char *at = r->bytes;
  push_value(L, &at);
}
