/*
** install.c - what a state with limits has in the place of libraries' functions
**
** Lua leaves hooks off in a thread that an error of a hook has ended, and what
** that thread still has to close would run unseen: so every thread runs a guard
** that catches the error, has all closed, and raises it again.
*/
#include "install.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdbool.h>
#include <string.h>

#include "bounded.h"
#include "files.h"
#include "limits.h"
#include "names.h"
#include "pattern.h"
#include "wrap.h"

/* --- guards --- */

static int guarded(lua_State *L, int status, lua_KContext context) {
  (void)context;
  if (status > LUA_YIELD) return lua_error(L);
  return lua_gettop(L);
}

/* Upvalue 1, called where its variables are closed before the thread ends. */
static int guard(lua_State *L) {
  limits_resumed(L);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  return guarded(
      L, lua_pcallk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, 0, guarded), 0);
}

/* Guards the function at `arg`. */
static void guard_argument(lua_State *L, int arg) {
  luaL_checktype(L, arg, LUA_TFUNCTION);
  limits_charge(L, (uint64_t)limits_of(L)->step);
  lua_pushvalue(L, arg);
  lua_pushcclosure(L, guard, 1);
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

/*
** Calls around one that catches errors. What catches them in a coroutine begins
** Lua's count of C calls anew, so that it bounds nothing; and to end so many
** takes the square of their number, unseen by hooks.
*/
#define CAUGHT_DEPTH 4000

static void check_depth(lua_State *L) {
  lua_Debug ar;
  if (lua_getstack(L, CAUGHT_DEPTH, &ar))
    luaL_error(L, "calls nested up to %d deep expected around pcall and others",
               CAUGHT_DEPTH);
}

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
  check_depth(L);
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
static int caught_error(lua_State *L, int status, lua_KContext context) {
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
  check_depth(L);
  int count = lua_gettop(L) - 2;
  lua_pushvalue(L, 2);
  lua_insert(L, 1);    /* handler, f, handler, ... */
  lua_remove(L, 3);    /* handler, f, ... */
  lua_pushboolean(L, 1);
  lua_insert(L, 2);    /* handler, true, f, ... */
  return caught_error(
      L, lua_pcallk(L, count, LUA_MULTRET, 0, 0, caught_error), 0);
}

/* coroutine.resume, and what coroutine.wrap gives: and then a look */
static int resume(lua_State *L) {
  lua_State *T = lua_tothread(L, lua_upvalueindex(1));
  if (!T) T = lua_tothread(L, 1);
  limits_charge(L, LIMITS_RESUME);
  if (T) limits_resumed(T);
  int n = limits_pass(L);
  limits_resumed(L);
  limits_check(L);
  return n;
}

/* coroutine.wrap(f): what it gives is a closure of the thread */
static int wrap(lua_State *L) {
  guard_first(L);
  lua_getupvalue(L, -1, 1);
  lua_insert(L, -2);
  lua_pushcclosure(L, resume, 2);
  return 1;
}

/* coroutine.close: and then a look */
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

void limits_install(lua_State *L) {
  limits_words(L);
  lua_pushglobaltable(L);
  limits_wrap(L, "pcall", limited_pcall);
  limits_wrap(L, "xpcall", limited_xpcall);
  limits_wrap(L, "collectgarbage", limited_collect);
  lua_getfield(L, -1, LUA_COLIBNAME);
  limits_wrap(L, "create", guard_first);
  limits_wrap(L, "wrap", wrap);
  limits_wrap(L, "resume", resume);
  limits_wrap(L, "close", look_after);
  lua_pop(L, 2);
  bounded_install(L);
  files_install(L);
  if (limits_of(L)->instructions || limits_of(L)->late) patterns_install(L);
}

void limits_module(lua_State *L) {
  limits_wrap(L, "spawn", guard_first);
  limits_wrap(L, "every", guard_second);
  limits_wrap(L, "after", guard_second);
  names_install(L);
}
