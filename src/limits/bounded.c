/*
** bounded.c - functions of the libraries whose work is beyond their arguments'
** size: charged as instructions before they do it
*/
#include "bounded.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdbool.h>
#include <stdint.h>

#include "limits.h"
#include "source.h"
#include "wrap.h"

#define LONG 1024   /* bytes of a string that is compared by itself */
#define MANY 50000  /* elements that are sorted with a look at each two */

/* How many elements the table at 1 has; raises where __len would say it. */
static lua_Integer length(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  if (luaL_getmetafield(L, 1, "__len") != LUA_TNIL)
    luaL_error(L, "a table without __len expected");
  return (lua_Integer)lua_rawlen(L, 1);
}

/* Charges for the elements from..to. */
static void charge_range(lua_State *L, lua_Integer from, lua_Integer to) {
  if (to >= from) limits_charge(L, (lua_Unsigned)to - (lua_Unsigned)from);
}

/* string.rep(s, n, sep) */
static int rep(lua_State *L) {
  size_t size, between = 0;
  luaL_checklstring(L, 1, &size);
  lua_Integer n = luaL_checkinteger(L, 2);
  luaL_optlstring(L, 3, "", &between);
  if (n <= 0 || size + between == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  uint64_t each = size + between, most = UINT64_MAX / each;
  uint64_t bytes = (uint64_t)n < most ? (uint64_t)n * each : UINT64_MAX;
  limits_charge(L, (uint64_t)n / 16 > bytes / 64 ? (uint64_t)n / 16
                                                 : bytes / 64);
  return limits_pass(L);
}

/* What reads a string at 1 to its end, and leaves nothing. */
static int read_whole(lua_State *L) {
  if (lua_type(L, 1) == LUA_TSTRING) limits_charge(L, lua_rawlen(L, 1) / 16);
  return limits_pass(L);
}

/* Protected: the function that gives pieces of a text -> the text */
static int join_pieces(lua_State *L) {
  luaL_Buffer b;
  size_t size;
  luaL_buffinit(L, &b);
  for (;;) {
    lua_pushvalue(L, 1);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1)) break;
    if (!lua_tolstring(L, -1, &size))
      return luaL_error(L, "reader function must return a string");
    if (size == 0) break;
    limits_charge(L, 1 + size / 16);
    luaL_addvalue(&b);
  }
  lua_pop(L, 1);
  luaL_pushresult(&b);
  return 1;
}

/* load(chunk, name, mode, env): no hook sees the compiler, so that the text is
** there and admitted before it begins. */
static int load(lua_State *L) {
  size_t size;
  bool pieces = lua_isfunction(L, 1), admitted = true;
  if (pieces) {
    if (lua_gettop(L) < 2) lua_settop(L, 2);
    if (lua_isnil(L, 2)) {
      lua_pushliteral(L, "=(load)");
      lua_replace(L, 2);
    }
    lua_pushcfunction(L, join_pieces);
    lua_pushvalue(L, 1);
    admitted = lua_pcall(L, 1, 1, 0) == LUA_OK;
    if (admitted) lua_replace(L, 1);
  }
  if (admitted && lua_type(L, 1) == LUA_TSTRING) {
    const char *text = lua_tolstring(L, 1, &size);
    admitted = source_admit(L, text, size);
  }
  if (admitted) {
    int n = limits_pass(L);
    limits_check(L);  /* load has caught what was raised */
    return n;
  }
  limits_check(L);
  lua_pushnil(L);
  lua_insert(L, -2);
  return 2;
}

/* table.insert(t, [position,] value) */
static int insert(lua_State *L) {
  lua_Integer n = length(L);
  if (lua_gettop(L) >= 3) charge_range(L, luaL_checkinteger(L, 2), n);
  return limits_pass(L);
}

/* table.remove(t [, position]) */
static int remove_(lua_State *L) {
  lua_Integer n = length(L);
  if (lua_gettop(L) >= 2) charge_range(L, luaL_checkinteger(L, 2), n);
  return limits_pass(L);
}

/* table.move(a, from, to, at [, b]) */
static int move(lua_State *L) {
  charge_range(L, luaL_checkinteger(L, 2), luaL_checkinteger(L, 3));
  return limits_pass(L);
}

/* table.concat(t, separator, from, to); table.unpack(t, from, to) */
static int range(lua_State *L, int from) {
  lua_Integer n = length(L);
  charge_range(L, luaL_optinteger(L, from, 1),
               luaL_optinteger(L, from + 1, n));
  return limits_pass(L);
}

static int concat(lua_State *L) { return range(L, 3); }

static int unpack(lua_State *L) { return range(L, 2); }

/* a < b, where that takes as long as the strings are */
static int less(lua_State *L) {
  size_t size = lua_type(L, 1) == LUA_TSTRING ? lua_rawlen(L, 1) : 0;
  limits_charge(L, 1 + size / 16);
  lua_pushboolean(L, lua_compare(L, 1, 2, LUA_OPLT));
  return 1;
}

/* Upvalue 1, a C function that compares, where no hook sees it. */
static int less_by(lua_State *L) {
  limits_charge(L, 1);
  lua_settop(L, 2);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, 2, 1);
  return 1;
}

/* table.sort(t [, less]): comparisons of strings cost their length */
static int sort(lua_State *L) {
  lua_Integer n = length(L);
  uint64_t most = 0, log = 1;
  limits_charge(L, (uint64_t)n);
  for (lua_Integer i = 1; i <= n; i++) {
    if (lua_rawgeti(L, 1, i) == LUA_TSTRING && lua_rawlen(L, -1) > most)
      most = lua_rawlen(L, -1);
    lua_pop(L, 1);
  }
  if ((most >= LONG || n > MANY) && lua_isnoneornil(L, 2)) {
    lua_settop(L, 1);
    lua_pushcfunction(L, less);
    return limits_pass(L);
  }
  if (n > MANY && lua_iscfunction(L, 2)) {
    lua_settop(L, 2);
    lua_pushcclosure(L, less_by, 1);
    return limits_pass(L);
  }
  while (n >> log) log++;
  limits_charge(L, (uint64_t)n * log * (1 + most / 16));
  return limits_pass(L);
}

typedef struct BoundedFunction {
  const char *name;
  lua_CFunction function;
} BoundedFunction;

/* Replaces functions of a loaded library. */
static void replace_all(lua_State *L, const char *library,
                        const BoundedFunction *w) {
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_getfield(L, -1, library);
  for (; w->name; w++) limits_wrap(L, w->name, w->function);
  lua_pop(L, 2);
}

void bounded_install(lua_State *L) {
  static const BoundedFunction basic[] = {
    {"load", load}, {"tonumber", read_whole}, {NULL, NULL}
  };
  static const BoundedFunction strings[] = {
    {"rep", rep}, {"pack", read_whole}, {"packsize", read_whole},
    {"unpack", read_whole}, {NULL, NULL}
  };
  static const BoundedFunction utf8[] = {
    {"len", read_whole}, {"offset", read_whole}, {NULL, NULL}
  };
  static const BoundedFunction tables[] = {
    {"insert", insert}, {"remove", remove_}, {"move", move},
    {"concat", concat}, {"unpack", unpack},  {"sort", sort},
    {NULL, NULL}
  };
  replace_all(L, LUA_GNAME, basic);
  replace_all(L, "string", strings);
  replace_all(L, "utf8", utf8);
  replace_all(L, "table", tables);
}
