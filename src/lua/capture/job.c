/*
** job.c - pycap.every, after, spawn and sleep, and what they return
**
** A loop over captures ends with them: timers that are due later, and
** coroutines that still wait, do so until another loop runs.
*/
#include "job.h"

#include "../../io/wait.h"
#include "../host.h"
#include "sched.h"

#define JOB_CLASS "pycap.job"

/* Seconds of an argument, in nanoseconds. */
static int64_t check_seconds(lua_State *L, int arg, bool zero) {
  lua_Number seconds = luaL_checknumber(L, arg);
  if (!(seconds > 0 || (zero && seconds == 0)))
    luaL_argerror(L, arg, lua_pushfstring(
        L, "seconds must %s, got %f", zero ? "not be negative" : "be over 0",
        seconds));
  if (seconds >= 9e9) return INT64_MAX;
  int64_t ns = (int64_t)(seconds * 1e9);
  return ns > 0 || zero ? ns : 1;
}

/* A job with a handle, made of what is on top. */
static Job *new_handle(lua_State *L) {
  Job *job = job_new(L);
  luaL_setmetatable(L, JOB_CLASS);
  return job;
}

static int add_timer(lua_State *L, int64_t delay, int64_t period) {
  Scheduler *s = state_of(L)->scheduler;
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  Job *job = new_handle(L);
  job->period = period;
  job_arm(L, s, job, time_plus(sched_now(s), delay));
  return 1;
}

/* pycap.every(seconds, f) -> handle: calls f(time) again and again */
static int module_every(lua_State *L) {
  int64_t period = check_seconds(L, 1, false);
  return add_timer(L, period, period);
}

/* pycap.after(seconds, f) -> handle: calls f(time) once */
static int module_after(lua_State *L) {
  return add_timer(L, check_seconds(L, 1, true), 0);
}

/* pycap.spawn(f, ...) -> handle: calls f(...) in a coroutine of the loop */
static int module_spawn(lua_State *L) {
  Scheduler *s = state_of(L)->scheduler;
  luaL_checktype(L, 1, LUA_TFUNCTION);
  int n = lua_gettop(L);
  lua_State *thread = lua_newthread(L);
  if (!lua_checkstack(thread, n))
    return luaL_error(L, "too many arguments");
  lua_insert(L, 1);
  lua_xmove(L, thread, n);
  Job *job = new_handle(L);
  job->spawned = true;
  job->arguments = n - 1;
  s->spawned++;
  job_wake(s, job);
  return 1;
}

/* --- sleeping --- */

/* Protected: the time until which to sleep, blocking */
static int block(lua_State *L) {
  const int64_t *until = lua_touserdata(L, 1);
  State *state = lua_touserdata(L, 2);
  for (;;) {
    state_interrupt(L, state);
    struct pollfd host = {state->host->wakefd, POLLIN, 0};
    if (wait_poll(&host, 1, *until, state_pending, state) == WAIT_TIMEOUT)
      return 0;
    if (state->running->stopped)
      return fault_throw(L, "interrupted", "stopped while waiting");
  }
}

static int slept(lua_State *L, int status, lua_KContext context) {
  (void)L, (void)status, (void)context;
  return 0;
}

/* pycap.sleep(seconds): lets the loop run; blocks where no loop can */
static int module_sleep(lua_State *L) {
  State *state = state_of(L);
  int64_t delay = check_seconds(L, 1, true);
  Job *job = job_yielding(L, state);
  Scheduler *s = state->scheduler;
  if (job) {
    job_arm(L, s, job, time_plus(sched_now(s), delay));
    return lua_yieldk(L, 0, 0, slept);
  }
  if (state->host->feeds)
    return luaL_error(L, "only a handler of pycap.on, a timer or a coroutine "
                      "of pycap.spawn can wait");
  Activity activity;
  int64_t until = time_plus(clock_now(), delay);
  lua_pushcfunction(L, block);
  lua_pushlightuserdata(L, &until);
  lua_pushlightuserdata(L, state);
  activity_begin(L, state, &activity);
  int status = lua_pcall(L, 2, 0, 0);
  activity_end(&activity);
  return status == LUA_OK ? 0 : lua_error(L);
}

/* --- handles --- */

/* handle:cancel(): a timer calls no more; a coroutine is closed */
static int handle_cancel(lua_State *L) {
  Job *job = luaL_checkudata(L, 1, JOB_CLASS);
  job_cancel(L, state_of(L), job);
  return 0;
}

static int handle_tostring(lua_State *L) {
  const Job *job = luaL_checkudata(L, 1, JOB_CLASS);
  const char *what = job->spawned ? "coroutine" : "timer";
  const char *state = job->cancelled ? "cancelled"
    : job->state == JOB_DONE ? "done"
    : job->state == JOB_RUNNING ? "running" : "waiting";
  lua_pushfstring(L, "%s (%s)", what, state);
  return 1;
}

static const luaL_Reg metamethods[] = {
  {"__tostring", handle_tostring}, {NULL, NULL}
};

static const luaL_Reg methods[] = {
  {"cancel", handle_cancel}, {NULL, NULL}
};

/* Stack: module, state. */
void open_jobs(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"every", module_every}, {"after", module_after},
    {"spawn", module_spawn}, {"sleep", module_sleep},
    {NULL, NULL}
  };
  state_class(L, JOB_CLASS, metamethods, methods);
  lua_pop(L, 1);
  lua_pushvalue(L, -2);
  lua_pushvalue(L, -2);
  luaL_setfuncs(L, functions, 1);
  lua_pop(L, 1);
}
