/*
** limits.c - instructions and memory: bounds that a script cannot get around
**
** Instructions are counted by a hook on every thread; what it cannot see, work
** inside C functions, is charged to the same account by those functions
** (bounded.c, pattern.c) and, by the byte, for memory taken. Once a bound is
** hit, every further instruction raises until the turn ends, so that pcall
** brings nothing.
**
** Lua leaves hooks off in a thread that an error of a hook has ended, and what
** that thread still has to close would run unseen: so every thread runs a guard
** that catches the error, has all closed, and raises it again.
*/
#include <lualib.h>

#include "../engine/engine.h"

#define STEP 1000  /* instructions between two looks */

static int64_t turn_of(const Script *s, bool startup) {
  const pycap_options *o = &s->engine->options;
  uint64_t n = o->instructions;
  if (n == 0) return INT64_MAX;
  if (startup) n = o->startup ? o->startup : n > INT64_MAX / 100 ? n : n * 100;
  return n > INT64_MAX ? INT64_MAX : (int64_t)n;
}

/* What memory was taken counts, too: 64 bytes are an instruction. */
static void charge_memory(Script *s) {
  if (s->step == 0) return;
  s->left -= (int64_t)(s->pool.moved / 64);
  s->pool.moved %= 64;
}

int limits_over(Script *s) {
  if (s->over) return s->over;
  charge_memory(s);
  if (s->pool.refused) s->over = PYCAP_MEMORY;
  else if (s->step && s->left < 0) s->over = PYCAP_INSTRUCTIONS;
  else if (s->step && atomic_load(&s->engine->stopping))
    s->over = PYCAP_STOPPED;
  return s->over;
}

static int raise_over(lua_State *L, const Script *s) {
  luaL_where(L, 0);  /* the function, if the hook's; or its caller */
  if (lua_rawlen(L, -1) == 0) luaL_where(L, 1);
  const char *where = lua_tostring(L, -1);
  switch (s->over) {
    case PYCAP_MEMORY:
      lua_pushfstring(L, "%slimit of %I bytes reached", where,
                      (LUAI_UACINT)s->pool.limit);
      break;
    case PYCAP_INSTRUCTIONS:
      lua_pushfstring(L, "%slimit of %I instructions reached", where,
                      (LUAI_UACINT)s->engine->options.instructions);
      break;
    default:
      lua_pushfstring(L, "%sstopped by the host", where);
  }
  return lua_error(L);
}

static void count(lua_State *L, lua_Debug *ar) {
  Script *s = script_of(L);
  (void)ar;
  int step = lua_gethookcount(L);
  s->left -= step;
  if (limits_over(s)) {
    if (step != 1) lua_sethook(L, count, LUA_MASKCOUNT, 1);
    raise_over(L, s);
  }
  if (step != s->step) lua_sethook(L, count, LUA_MASKCOUNT, s->step);
}

static void begin(Script *s, lua_State *T, int64_t left) {
  s->over = 0;
  s->pool.refused = 0;
  s->pool.moved = 0;
  s->left = left;
  if (left == INT64_MAX) return;
  s->step = left / 16 < STEP ? (int)(left / 16) + 1 : STEP;
  lua_sethook(T, count, LUA_MASKCOUNT, s->step);
  if (T != s->L && !lua_gethook(s->L))
    lua_sethook(s->L, count, LUA_MASKCOUNT, s->step);
}

void limits_begin(Script *s, lua_State *T) { begin(s, T, turn_of(s, false)); }

void limits_startup(Script *s, lua_State *T) {
  begin(s, T, turn_of(s, true));
}

void limits_turn(void *script, lua_State *T) { limits_begin(script, T); }

void limits_check(lua_State *L) {
  Script *s = script_of(L);
  if (limits_over(s)) raise_over(L, s);
}

void limits_charge(lua_State *L, uint64_t steps) {
  Script *s = script_of(L);
  if (s->step == 0) return;
  if (steps > INT64_MAX / 2) steps = INT64_MAX / 2;
  s->left = s->left < -INT64_MAX / 4 ? s->left : s->left - (int64_t)steps;
  limits_check(L);
}

/* --- guards --- */

static int guarded(lua_State *L, int status, lua_KContext context) {
  (void)context;
  if (status > LUA_YIELD) return lua_error(L);
  return lua_gettop(L);
}

/* Upvalue 1, called where its variables are closed before the thread ends. */
static int guard(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  return guarded(
      L, lua_pcallk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, 0, guarded), 0);
}

void limits_guard(lua_State *L) { lua_pushcclosure(L, guard, 1); }

/*
** In its place, so that its messages have its name and where it was called:
** upvalue 1 is its own, and it is upvalue 2.
*/
int limits_pass(lua_State *L) {
  return lua_tocfunction(L, lua_upvalueindex(2))(L);
}

void limits_wrap(lua_State *L, const char *name, lua_CFunction f) {
  lua_getfield(L, -1, name);
  if (!lua_getupvalue(L, -1, 1)) lua_pushnil(L);
  lua_insert(L, -2);
  lua_pushcclosure(L, f, 2);
  lua_setfield(L, -2, name);
}

/* Guards the function at `arg`. */
static void guard_argument(lua_State *L, int arg) {
  luaL_checktype(L, arg, LUA_TFUNCTION);
  limits_charge(L, (uint64_t)script_of(L)->step);
  lua_pushvalue(L, arg);
  limits_guard(L);
  lua_replace(L, arg);
}

/* coroutine.create, coroutine.wrap, pycap.spawn: the function is at 1 */
static int guard_first(lua_State *L) {
  guard_argument(L, 1);
  return limits_pass(L);
}

/* pycap.every, pycap.after: it is at 2 */
static int guard_second(lua_State *L) {
  guard_argument(L, 2);
  return limits_pass(L);
}

/* --- what catches errors --- */

static int caught(lua_State *L, int status, lua_KContext first) {
  limits_check(L);
  if (status == LUA_OK || status == LUA_YIELD)
    return lua_gettop(L) - (int)first;
  lua_pushboolean(L, 0);
  lua_insert(L, -2);
  return 2;
}

/* pcall(f, ...) */
static int limited_pcall(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushboolean(L, 1);
  lua_insert(L, 1);
  return caught(L, lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, caught),
                0);
}

static int handled(lua_State *L, int status, lua_KContext handler) {
  (void)status;
  limits_check(L);
  return lua_gettop(L) - (int)handler;
}

/* Stack: handler at 1, true. */
static int xcaught(lua_State *L, int status, lua_KContext context) {
  (void)context;
  limits_check(L);
  if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - 1;
  lua_pushvalue(L, 1);
  lua_insert(L, -2);
  lua_pushboolean(L, 0);
  lua_replace(L, 2);
  lua_rotate(L, 3, 2);
  lua_settop(L, lua_gettop(L));
  lua_callk(L, 1, LUA_MULTRET, 1, handled);
  return handled(L, LUA_OK, 1);
}

/*
** xpcall(f, handler, ...): the handler is called when all has been closed, for
** in the place of the error the hook would be off
*/
static int limited_xpcall(lua_State *L) {
  luaL_checktype(L, 2, LUA_TFUNCTION);
  int count = lua_gettop(L) - 2;
  lua_pushvalue(L, 2);
  lua_insert(L, 1);    /* handler, f, handler, ... */
  lua_remove(L, 3);    /* handler, f, ... */
  lua_pushboolean(L, 1);
  lua_insert(L, 2);    /* handler, true, f, ... */
  return xcaught(L, lua_pcallk(L, count, LUA_MULTRET, 0, 0, xcaught), 0);
}

/* coroutine.resume, coroutine.close: and then a look */
static int look_after(lua_State *L) {
  int n = limits_pass(L);
  limits_check(L);
  return n;
}

/* collectgarbage(...): what costs more than its instructions does nothing */
static int limited_collect(lua_State *L) {
  const char *what = luaL_optstring(L, 1, "collect");
  if (strcmp(what, "count") == 0 || strcmp(what, "isrunning") == 0)
    return limits_pass(L);
  lua_pushinteger(L, 0);
  return 1;
}

/* --- installing --- */

void limits_install(lua_State *L, Script *s) {
  lua_pushglobaltable(L);
  limits_wrap(L, "pcall", limited_pcall);
  limits_wrap(L, "xpcall", limited_xpcall);
  limits_wrap(L, "collectgarbage", limited_collect);
  lua_getfield(L, -1, LUA_COLIBNAME);
  limits_wrap(L, "create", guard_first);
  limits_wrap(L, "wrap", guard_first);
  limits_wrap(L, "resume", look_after);
  limits_wrap(L, "close", look_after);
  lua_pop(L, 2);
  bounded_install(L);
  if (s->engine->options.instructions) patterns_install(L);
}

/* Bytes of a tally, which go when it does. */
static int uncharge(lua_State *L) {
  size_t *size = lua_touserdata(L, 1);
  script_of(L)->pool.used -= *size;
  *size = 0;
  return 0;
}

/* Charges for bytes as long as the tally on top lives. */
static void charge_tally(lua_State *L, size_t size) {
  lua_getiuservalue(L, -1, 1);
  size_t *charged = lua_newuserdatauv(L, sizeof *charged, 0);
  *charged = 0;
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, uncharge);
  lua_setfield(L, -2, "__gc");
  lua_setmetatable(L, -2);
  lua_setfield(L, -2, "charged");
  *charged = size;
  script_of(L)->pool.used += size;
  lua_pop(L, 1);
}

static bool has_room(const Pool *pool, size_t size) {
  return pool->used <= pool->limit && size <= pool->limit - pool->used;
}

/* pycap.tally: its keys are no memory of Lua's, so they are counted here */
static int limited_tally(lua_State *L) {
  Pool *pool = &script_of(L)->pool;
  lua_Integer keys = 100000;
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_argcheck(L, !lua_getmetatable(L, 1), 1, "a metatable");
  if (lua_getfield(L, 1, "limit") != LUA_TNIL) keys = lua_tointeger(L, -1);
  lua_settop(L, 1);
  size_t size = keys > 0 ? (size_t)keys * 64 : 0;
  if (!has_room(pool, size)) {
    limits_charge(L, pool->used / 64);
    lua_gc(L, LUA_GCCOLLECT);
  }
  if (!has_room(pool, size))
    return luaL_error(L, "tally: %I keys are beyond the limit on memory",
                      (LUAI_UACINT)keys);
  limits_pass(L);
  charge_tally(L, size);
  return 1;
}

void bounded_module(lua_State *L, Script *s) {
  if (s->engine->options.memory) limits_wrap(L, "tally", limited_tally);
  limits_wrap(L, "spawn", guard_first);
  limits_wrap(L, "every", guard_second);
  limits_wrap(L, "after", guard_second);
}
