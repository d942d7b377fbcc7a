/*
** drain.c - what conversations have put together, handed over between packets
*/
#include "drain.h"

#include "../base/keep.h"
#include "sched.h"

int drain_one(lua_State *T) {
  Handlers *h = lua_touserdata(T, 2);
  Stack *stack = lua_touserdata(T, 3);
  lua_settop(T, 1);
  return handlers_run(T, state_find(T), h, 0, stack);
}

void drain(Activity *activity, int handlers, bool end) {
  lua_State *L = activity->L;
  Handlers *h = lua_touserdata(L, handlers);
  Stack stack;
  Job *job = NULL;
  if (!h->owned) return;
  handlers = lua_absindex(L, handlers);
  if (end) conversations_end(h->owned);
  while (conversations_wait(h->owned) && !activity->stopped) {
    if (!job) job = job_take(L, activity->state);
    if (!handlers_next(h, &stack)) break;
    lua_pushcfunction(job->thread, drain_one);
    handlers_pushlist(L, handlers);
    lua_xmove(L, job->thread, 1);
    lua_pushlightuserdata(job->thread, h);
    lua_pushlightuserdata(job->thread, &stack);
    int status = job_resume(activity, job, 3);
    if (status == LUA_OK) {
      lua_settop(job->thread, 0);
    } else {
      if (status != LUA_YIELD) job_raise(activity, job);
      job = NULL;  /* the thread is the scheduler's now */
    }
  }
  if (job) job_give(L, activity->state, job);
}

/* Protected: activity, Handlers -> nothing */
static int drain_protected(lua_State *L) {
  Activity *activity = lua_touserdata(L, 1);
  activity->L = L;
  drain(activity, 2, true);
  return 0;
}

void drain_all(lua_State *L, State *state, int handlers, Session *session) {
  Activity activity;
  const Handlers *h = lua_touserdata(L, handlers);
  if (!h->owned) return;
  lua_pushvalue(L, handlers);
  lua_pushcfunction(L, drain_protected);
  lua_insert(L, -2);
  lua_pushlightuserdata(L, &activity);
  lua_insert(L, -2);
  activity_begin(L, state, &activity);
  if (session) session_enter(&activity, session);
  int status = lua_pcall(L, 2, 0, 0);
  if (session) session->closing = true;
  activity_end(&activity);
  if (status != LUA_OK) lua_error(L);
}
