/*
** join.c - what workers found out, joined by functions of their script
*/
#include "join.h"

#include <lauxlib.h>

#include "../io/wait.h"

/* --- in Lua --- */

/* Pushes the script's global function; false: there is none. Raises. */
static bool push_function(lua_State *L, const char *name) {
  int type = lua_getglobal(L, name);
  if (type == LUA_TFUNCTION) return true;
  if (type != LUA_TNIL)
    luaL_error(L, "%s: function expected, got %s", name,
               lua_typename(L, type));
  lua_pop(L, 1);
  return false;
}

/* Protected: worker -> nothing */
static int look(lua_State *L) {
  const Worker *worker = lua_touserdata(L, 1);
  pycap_workers *all = worker->all;
  all->joins = push_function(L, "result");
  bool merges = push_function(L, "merge");
  if (all->joins && !merges && all->count > 1)
    luaL_error(L, "the script has result() but no merge(a, b)");
  push_function(L, "report");
  return 0;
}

/* Protected: worker -> nothing. Has its result in .result. */
static int give(lua_State *L) {
  Worker *worker = lua_touserdata(L, 1);
  limits_startup(L);
  if (push_function(L, "result")) lua_call(L, 0, 1);
  else lua_pushnil(L);
  result_write(L, &worker->result);
  worker_tell(worker, &worker->given);
  return 0;
}

/* Protected: the first worker -> nothing. Merges what was given, reports. */
static int report(lua_State *L) {
  Worker *first = lua_touserdata(L, 1);
  pycap_workers *all = first->all;
  bool any = false;
  limits_startup(L);
  for (int i = 0; i < all->count; i++) {
    const Worker *worker = &all->workers[i];
    if (!worker->given) continue;
    result_push(L, &worker->result);
    if (any) {
      push_function(L, "merge");
      lua_insert(L, -3);
      lua_call(L, 2, 1);
    }
    any = true;
  }
  if (any && push_function(L, "report")) {
    lua_insert(L, -2);
    lua_pushboolean(L, all->last);
    lua_call(L, 2, 0);
  }
  worker_tell(first, &first->reported);
  return 0;
}

/* For Host.turn: does what was asked. */
static void turn(void *context, lua_State *L) {
  const pycap_engine *e = ((const Loaded *)context)->engine;
  int asked = atomic_exchange(&e->worker->asked, ASK_NOTHING);
  if (asked == ASK_NOTHING) return;
  waker_drain(e->wakefd);
  lua_pushcfunction(L, asked == ASK_RESULT ? give : report);
  lua_pushlightuserdata(L, e->worker);
  lua_call(L, 1, 0);
  limits_begin(L);
}

/* --- in the thread of pycap_workers_run --- */

static void ask(Worker *worker, int what) {
  atomic_store(&worker->asked, what);
  waker_wake(worker->engine->wakefd);
}

/* Waits until what was asked is done; if the worker has ended, does it. */
static void await(Worker *worker, lua_CFunction f, const bool *done) {
  pthread_mutex_t *lock = &worker->all->lock;
  pthread_mutex_lock(lock);
  while (!*done && !worker->ended)
    pthread_cond_wait(&worker->all->changed, lock);
  bool over = *done;
  pthread_mutex_unlock(lock);
  if (over) return;
  atomic_store(&worker->asked, ASK_NOTHING);
  worker->engine->busy = true;
  int code = loaded_call(worker->engine->loaded, f, worker);
  worker->engine->busy = false;
  if (code) worker_fail(worker, code);
}

int join_begin(pycap_workers *all) {
  for (int i = 0; i < all->count; i++)
    all->workers[i].engine->loaded->script.host.turn = turn;
  return loaded_call(all->workers[0].engine->loaded, look, &all->workers[0]);
}

void join_end(pycap_workers *all) {
  for (int i = 0; i < all->count; i++)
    all->workers[i].engine->loaded->script.host.turn = NULL;
}

void join_round(pycap_workers *all, bool last) {
  Worker *first = &all->workers[0];
  if (!all->joins) return;
  all->last = last;
  for (int i = 0; i < all->count; i++) {
    all->workers[i].given = false;
    ask(&all->workers[i], ASK_RESULT);
  }
  for (int i = 0; i < all->count; i++)
    await(&all->workers[i], give, &all->workers[i].given);
  first->reported = false;
  ask(first, ASK_REPORT);
  await(first, report, &first->reported);
}
