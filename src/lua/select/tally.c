/*
** tally.c - pycap.tally: packets counted by key, without Lua
*/
#include "tally.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "../base/error.h"
#include "../base/keep.h"
#include "../base/options.h"
#include "best.h"

#define LIMIT 100000           /* keys, if nothing is said */
#define LIMIT_MAX (1 << 30)

static const char tally_class[] = "pycap.tally";

LuaTally *tally_to(lua_State *L, int index) {
  return luaL_testudata(L, index, tally_class);
}

static LuaTally *check_tally(lua_State *L) {
  LuaTally *t = luaL_checkudata(L, 1, tally_class);
  luaL_argcheck(L, t->tally, 1, "tally is closed");
  return t;
}

static void tally_attach(lua_State *L, const State *state, int index,
                         Fields *fields);
static bool tally_count(Sink *sink, const Fields *fields, View *view);

static const SinkClass counting = {
  .name = "a tally", .attach = tally_attach, .take = tally_count
};

/* --- making --- */

/* Pushes a copy of the list `by`, which names the fields of the key. */
static void copy_by(lua_State *L) {
  if (lua_getfield(L, 1, "by") != LUA_TTABLE)
    option_refuse(L, "pycap.tally", "by", "list of fields", -1);
  lua_Integer n;
  if (!table_islist(L, &n) || n >= REFS_MAX)
    luaL_error(L, "pycap.tally: by: list of 1 to %d fields expected",
               REFS_MAX - 1);
  lua_createtable(L, (int)n, 1);
  for (lua_Integer i = 1; i <= n; i++) {
    if (lua_rawgeti(L, -2, i) != LUA_TSTRING)
      option_refuse(L, "pycap.tally", "by", "name of a field", -1);
    lua_rawseti(L, -2, i);
  }
  lua_remove(L, -2);
}

/*
** pycap.tally{by = fields, sum = field, limit = n} -> tally, which capture:on
** takes instead of a callback: it counts packets and adds up a field, by key
*/
static int module_tally(lua_State *L) {
  uint64_t secret[2];
  lua_Integer limit = LIMIT;
  const Option options[] = {
    {OPTION("by", OTHER, NULL)},
    {OPTION("sum", OTHER, NULL)},
    {OPTION("limit", COUNT, &limit), RANGE(1, LIMIT_MAX)},
    {.key = NULL}
  };
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  options_take(L, 1, "pycap.tally", options);
  LuaTally *t = lua_newuserdatauv(L, sizeof *t, 0);
  memset(t, 0, sizeof *t);
  t->sink.class = &counting;
  luaL_setmetatable(L, tally_class);
  copy_by(L);
  int type = lua_getfield(L, 1, "sum");
  if (type != LUA_TNIL && type != LUA_TSTRING)
    option_refuse(L, "pycap.tally", "sum", "name of a field", -1);
  t->sums = type == LUA_TSTRING;
  lua_setfield(L, -2, "sum");
  keep(L, 2);
  if (getentropy(secret, sizeof secret) != 0)
    return fault_throw(L, "unsupported", "pycap.tally: the system gives no "
                       "random numbers: %s", strerror(errno));
  const Allocator allocator = state_allocator(state_find(L));
  t->tally = tally_new((uint32_t)limit, secret, &allocator);
  if (!t->tally)
    return fault_throw(L, "memory", "pycap.tally: no memory for %d keys",
                       (int)limit);
  return 1;
}

/* Adds the refs of the options at `options` (a table) to fields. */
static void refer_all(lua_State *L, const LuaTally *t, int options, Fields *f) {
  unsigned first = f->select.refs_count;
  lua_Integer n = (lua_Integer)lua_rawlen(L, options);
  for (lua_Integer i = 1; i <= n; i++) {
    lua_rawgeti(L, options, i);
    fields_refer(L, f);
  }
  f->listed[0] = (RefRange){(uint8_t)first, (uint8_t)n, true, NULL};
  if (!t->sums) return;
  lua_getfield(L, options, "sum");
  const char *name = luaL_checkstring(L, -1);
  const Ref *ref = fields_refer(L, f);
  if (!ref->number || ref->kind == REF_TIME || ref->kind == REF_TIMESTAMP)
    luaL_error(L, "pycap.tally: sum: integer field expected, got %s", name);
}

/* Says what the tally itself counts; `options` is its table. */
static void attach(lua_State *L, const State *state, LuaTally *t, int options,
                   unsigned protocol) {
  int top = lua_gettop(L);
  if (t->attached) return;
  fields_compile(L, state, &t->fields, protocol, 0);
  refer_all(L, t, options, &t->fields);
  t->attached = true;
  lua_settop(L, top);
}

/* A handler's sink: adds its key and the field it sums. */
static void tally_attach(lua_State *L, const State *state, int index,
                         Fields *f) {
  LuaTally *t = lua_touserdata(L, index);
  if (f->count > 0)
    luaL_error(L, "on: conditions and no fields expected: a tally's fields are "
               "its `by` and `sum`");
  unsigned protocol = select_protocol(&f->select);
  if (t->attached && select_protocol(&t->fields.select) != protocol)
    luaL_error(L, "pycap.tally: it already counts %s%s",
               t->fields.select.record ? "" : "packets of ",
               select_title(&t->fields.select));
  kept_push(L, index);
  int options = lua_gettop(L);
  refer_all(L, t, options, f);
  attach(L, state, t, options, protocol);
  lua_settop(L, options - 1);
}

void tally_describe(lua_State *L, int index) {
  const LuaTally *t = lua_touserdata(L, index);
  lua_createtable(L, 0, 3);
  kept_push(L, index);
  lua_createtable(L, (int)lua_rawlen(L, -1), 0);
  for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, -2); i++) {
    lua_rawgeti(L, -2, i);
    lua_rawseti(L, -2, i);
  }
  lua_setfield(L, -3, "by");
  lua_getfield(L, -1, "sum");
  lua_setfield(L, -3, "sum");
  lua_pop(L, 1);
  lua_pushinteger(L, tally_limit(t->tally));
  lua_setfield(L, -2, "limit");
}

LuaTally *tally_make(lua_State *L, const State *state, bool attached,
                     unsigned protocol) {
  lua_pushcfunction(L, module_tally);
  lua_insert(L, -2);
  lua_call(L, 1, 1);
  LuaTally *t = lua_touserdata(L, -1);
  if (!attached) return t;
  kept_push(L, -1);
  attach(L, state, t, lua_gettop(L), protocol);
  lua_pop(L, 1);
  return t;
}

/* A handler's sink: counts a packet. No Lua. */
static bool tally_count(Sink *sink, const Fields *f, View *view) {
  const LuaTally *t = (const LuaTally *)sink;
  const Select *s = &f->select;
  const RefRange *by = &f->listed[0];
  uint8_t key[TALLY_KEY_MAX];
  Value sum;
  if (!t->tally) return true;
  size_t size = key_write(s, &s->refs[by->first], by->count, view, key,
                          sizeof key);
  if (!t->sums || !select_read(s, &s->refs[by->first + by->count], view, &sum))
    sum.number = 0;
  tally_add(t->tally, key, size, sum.number);
  return true;
}

/* --- reading --- */

/* Pushes {values of the key ..., count = packets, sum = sum}. */
static void push_count(lua_State *L, const LuaTally *t, const Count *c) {
  const Select *s = &t->fields.select;
  const RefRange *by = &t->fields.listed[0];
  uint8_t key[TALLY_KEY_MAX];
  lua_Integer packets = (lua_Integer)c->packets, sum = (lua_Integer)c->sum;
  size_t size = c->size;  /* making a value may run what counts on */
  memcpy(key, c->key, size);
  lua_createtable(L, by->count, 2);
  int values = fields_values(L, s, &s->refs[by->first], by->count,
                             (const char *)key, size);
  for (int i = values; i >= 1; i--) lua_rawseti(L, -1 - i, i);
  lua_pushinteger(L, packets);
  lua_setfield(L, -2, "count");
  if (!t->sums) return;
  lua_pushinteger(L, sum);
  lua_setfield(L, -2, "sum");
}

/*
** tally:top(n) -> list of the n keys with the largest sums (without sum: the
** most packets), each {values..., count = packets, sum = sum}
*/
static int tally_top(lua_State *L) {
  const LuaTally *t = check_tally(L);
  lua_Integer n = count_check(L, 2, 10);
  if (n > (lua_Integer)tally_size(t->tally))
    n = (lua_Integer)tally_size(t->tally);
  lua_createtable(L, (int)n, 0);
  if (n == 0) return 1;
  state_charge(L, tally_size(t->tally) + (uint64_t)n * 16);
  Ranked *heap = lua_newuserdatauv(L, (size_t)n * sizeof *heap, 0);
  size_t found = t->tally ? best_find(t->tally, t->sums, heap, (size_t)n) : 0;
  for (size_t i = 0; i < found; i++) {
    size_t offset = heap[i].offset;
    const Count *c = t->tally ? tally_next(t->tally, &offset) : NULL;
    if (!c) break;  /* a finalizer has reset it */
    push_count(L, t, c);
    lua_rawseti(L, -3, (lua_Integer)i + 1);
  }
  lua_pop(L, 1);
  return 1;
}

/* Iterator of __pairs; upvalues: state, where it is, how often it was reset. */
static int tally_step(lua_State *L) {
  const LuaTally *t = check_tally(L);
  size_t offset = (size_t)lua_tointeger(L, lua_upvalueindex(2));
  if (lua_tointeger(L, lua_upvalueindex(3)) != t->resets) return 0;
  const Count *c = tally_next(t->tally, &offset);
  if (!c) return 0;
  lua_Integer packets = (lua_Integer)c->packets, sum = (lua_Integer)c->sum;
  push_count(L, t, c);
  lua_pushinteger(L, (lua_Integer)offset);
  lua_replace(L, lua_upvalueindex(2));
  lua_pushinteger(L, packets);
  if (!t->sums) return 2;
  lua_pushinteger(L, sum);
  return 3;
}

/*
** pairs(tally): for entry, count, sum in pairs(tally), in the order in which
** the keys came; an entry is as in top
*/
static int tally_pairs(lua_State *L) {
  const LuaTally *t = check_tally(L);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushinteger(L, 0);
  lua_pushinteger(L, t->resets);
  lua_pushcclosure(L, tally_step, 3);
  lua_pushvalue(L, 1);
  return 2;
}

static int tally_len(lua_State *L) {
  lua_pushinteger(L, tally_size(check_tally(L)->tally));
  return 1;
}

/* tally:reset(): forgets all that was counted */
static int tally_reset_(lua_State *L) {
  LuaTally *t = check_tally(L);
  tally_reset(t->tally);
  t->resets++;
  return 0;
}

/* True if the tallies at 1 and 2 were made to count the same. */
static bool is_like(lua_State *L) {
  kept_push(L, 1);
  kept_push(L, 2);
  lua_getfield(L, -2, "sum");
  lua_getfield(L, -2, "sum");
  lua_Integer n = (lua_Integer)lua_rawlen(L, -4);
  bool like = lua_rawequal(L, -1, -2) &&
              n == (lua_Integer)lua_rawlen(L, -3);
  lua_pop(L, 2);
  for (lua_Integer i = 1; like && i <= n; i++) {
    lua_rawgeti(L, -2, i);
    lua_rawgeti(L, -2, i);
    like = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
  }
  lua_pop(L, 1);
  return like;
}

/* tally:add(other) -> tally: adds what another that counts the same has */
static int tally_add_(lua_State *L) {
  LuaTally *t = check_tally(L);
  const LuaTally *other = luaL_checkudata(L, 2, tally_class);
  luaL_argcheck(L, other->tally, 2, "tally is closed");
  luaL_argcheck(L, t != other, 2,
                "another tally expected, got the tally itself");
  lua_settop(L, 2);
  unsigned protocol = select_protocol(&other->fields.select);
  if (!is_like(L) || (other->attached && t->attached &&
                      select_protocol(&t->fields.select) != protocol))
    return luaL_argerror(L, 2, "the other tally counts other fields");
  if (other->attached) attach(L, state_of(L), t, 3, protocol);
  state_charge(L, tally_size(other->tally) * UINT64_C(4));
  for (size_t offset = 0;;) {
    const Count *c = tally_next(other->tally, &offset);
    if (!c) break;
    tally_merge(t->tally, c->key, c->size, c->packets, c->sum);
  }
  tally_refuse(t->tally, tally_refused(other->tally));
  lua_settop(L, 1);
  return 1;
}

static int tally_gc(lua_State *L) {
  LuaTally *t = luaL_checkudata(L, 1, tally_class);
  tally_free(t->tally);
  t->tally = NULL;
  return 0;
}

static int tally_tostring(lua_State *L) {
  const LuaTally *t = check_tally(L);
  lua_pushfstring(L, "tally (%d keys)", (int)tally_size(t->tally));
  return 1;
}

/* tally.refused, how many packets it turned away; upvalue 2: the methods. */
static int tally_index(lua_State *L) {
  static const char *const members[] = {"refused", NULL};
  const LuaTally *t = check_tally(L);
  lua_settop(L, 2);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNIL) return 1;
  if (lua_type(L, 2) != LUA_TSTRING) return 1;
  if (strcmp(lua_tostring(L, 2), "refused") != 0)
    return member_refuse(L, "tally", 2, members);
  lua_pushinteger(L, (lua_Integer)tally_refused(t->tally));
  return 1;
}

static const luaL_Reg metamethods[] = {
  {"__gc", tally_gc},       {"__len", tally_len},
  {"__pairs", tally_pairs}, {"__tostring", tally_tostring},
  {NULL, NULL}
};

static const luaL_Reg methods[] = {
  {"add", tally_add_}, {"top", tally_top}, {"reset", tally_reset_},
  {NULL, NULL}
};

void open_tallies(lua_State *L) {
  state_class(L, tally_class, metamethods, methods);
  sink_mark(L);
  state_classindex(L, tally_index);
  lua_pop(L, 1);
  lua_pushvalue(L, -1);
  lua_pushcclosure(L, module_tally, 1);
  lua_setfield(L, -3, "tally");
}
