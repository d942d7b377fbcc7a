/*
** carry.c - values on their way from one Lua state to another
**
** A value is a letter and what follows it; a table is pairs of values up to a
** nil. Both sides are this program: nothing is checked in reading.
*/
#include "carry.h"

#include <stdlib.h>
#include <string.h>

#include "engine.h"

enum {
  IS_NIL = '0', IS_FALSE = 'f', IS_TRUE = 't', IS_INTEGER = 'i',
  IS_NUMBER = 'n', IS_STRING = 's', IS_TABLE = '{', IS_TALLY = 'T'
};

void carry_free(Carry *c) {
  free(c->bytes);
  memset(c, 0, sizeof *c);
}

/* --- writing --- */

static void put(lua_State *L, Carry *c, const void *bytes, size_t size) {
  if (size > CARRY_MAX - c->size)
    luaL_error(L, "result: more than %d MiB", (int)(CARRY_MAX >> 20));
  if (size > c->room - c->size) {
    size_t room = c->room ? c->room * 2 : 1024;
    while (room < c->size + size) room *= 2;
    char *grown = realloc(c->bytes, room);
    if (!grown) {
      luaL_error(L, "not enough memory");
      return;
    }
    c->bytes = grown;
    c->room = room;
  }
  if (size > 0) memcpy(c->bytes + c->size, bytes, size);
  c->size += size;
}

static void put_letter(lua_State *L, Carry *c, int letter) {
  char byte = (char)letter;
  put(L, c, &byte, 1);
}

static void put_size(lua_State *L, Carry *c, size_t size) {
  put(L, c, &size, sizeof size);
}

static void put_value(lua_State *L, Carry *c, int depth);

/* Raises: the value on top cannot be carried; its key is below, if any. */
static void refuse(lua_State *L, int depth, const char *what) {
  if (depth > 0 && lua_type(L, -2) == LUA_TSTRING)
    luaL_error(L, "result: %s at \"%s\" cannot go from worker to worker", what,
               lua_tostring(L, -2));
  luaL_error(L, "result: %s cannot go from worker to worker", what);
}

/* The key below the top. */
static void put_key(lua_State *L, Carry *c) {
  int type = lua_type(L, -2);
  if (type != LUA_TBOOLEAN && type != LUA_TNUMBER && type != LUA_TSTRING)
    luaL_error(L, "result: %s as a key cannot go from worker to worker",
               luaL_typename(L, -2));
  lua_pushvalue(L, -2);
  put_value(L, c, 0);
  lua_pop(L, 1);
}

static void put_table(lua_State *L, Carry *c, int depth) {
  if (depth == CARRY_DEPTH)
    luaL_error(L, "result: more than %d tables in each other", CARRY_DEPTH);
  if (lua_getmetatable(L, -1)) {
    lua_pop(L, 1);
    refuse(L, depth, "a table with a metatable");
  }
  luaL_checkstack(L, 8, NULL);
  put_letter(L, c, IS_TABLE);
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
    put_key(L, c);
    put_value(L, c, depth + 1);
  }
  put_letter(L, c, IS_NIL);
}

static void put_tally(lua_State *L, Carry *c, const LuaTally *t) {
  uint64_t refused;
  unsigned protocol = PROTOCOL_NONE;
  if (!t->tally) luaL_error(L, "result: a tally that is closed");
  put_letter(L, c, IS_TALLY);
  tally_describe(L, lua_gettop(L));
  put_table(L, c, 0);
  lua_pop(L, 1);
  /* from here on no finalizer runs that could count on */
  if (t->attached) protocol = t->fields.select.protocols[0];
  refused = tally_refused(t->tally);
  put(L, c, &protocol, sizeof protocol);
  put(L, c, &refused, sizeof refused);
  put_size(L, c, tally_size(t->tally));
  for (size_t offset = 0;;) {
    const Count *count = tally_next(t->tally, &offset);
    if (!count) break;
    put(L, c, &count->packets, sizeof count->packets);
    put(L, c, &count->sum, sizeof count->sum);
    put_size(L, c, count->size);
    put(L, c, count->key, count->size);
  }
}

static void put_string(lua_State *L, Carry *c) {
  size_t size;
  const char *text = lua_tolstring(L, -1, &size);
  put_letter(L, c, IS_STRING);
  put_size(L, c, size);
  put(L, c, text, size);
}

static void put_number(lua_State *L, Carry *c) {
  if (lua_isinteger(L, -1)) {
    lua_Integer n = lua_tointeger(L, -1);
    put_letter(L, c, IS_INTEGER);
    put(L, c, &n, sizeof n);
  } else {
    lua_Number n = lua_tonumber(L, -1);
    put_letter(L, c, IS_NUMBER);
    put(L, c, &n, sizeof n);
  }
}

static void put_value(lua_State *L, Carry *c, int depth) {
  const LuaTally *t;
  switch (lua_type(L, -1)) {
    case LUA_TNIL: put_letter(L, c, IS_NIL); break;
    case LUA_TBOOLEAN:
      put_letter(L, c, lua_toboolean(L, -1) ? IS_TRUE : IS_FALSE);
      break;
    case LUA_TNUMBER: put_number(L, c); break;
    case LUA_TSTRING: put_string(L, c); break;
    case LUA_TTABLE: put_table(L, c, depth); break;
    default:
      t = tally_to(L, -1);
      if (t) put_tally(L, c, t);
      else refuse(L, depth, luaL_typename(L, -1));
  }
}

void carry_write(lua_State *L, Carry *c) {
  c->size = 0;
  put_value(L, c, 0);
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

static void push_tally(lua_State *L, const char **at) {
  unsigned protocol;
  uint64_t refused, packets, sum;
  size_t count, size;
  push_value(L, at);
  get(at, &protocol, sizeof protocol);
  get(at, &refused, sizeof refused);
  get(at, &count, sizeof count);
  const LuaTally *t = tally_make(L, state_find(L), protocol);
  for (; count > 0; count--) {
    get(at, &packets, sizeof packets);
    get(at, &sum, sizeof sum);
    get(at, &size, sizeof size);
    tally_merge(t->tally, (const uint8_t *)*at, size, packets, sum);
    *at += size;
  }
  tally_refuse(t->tally, refused);
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
    case IS_TALLY: push_tally(L, at); break;
    default: lua_pushnil(L);
  }
}

void carry_push(lua_State *L, const Carry *c) {
  const char *at = c->bytes;
  push_value(L, &at);
}
