/*
** sched.c - the scheduler: jobs, what they wait for, and whose turn it is
*/
#include "sched.h"

#include <string.h>

#include "../base/error.h"
#include "../base/keep.h"
#include "../host.h"

#define RESERVE 8  /* threads that are kept for the next */
#define GAP 100000 /* calls of a timer between two packets */

static const char jobs_key = 'j';  /* its address: jobs by theirs */

int64_t sched_now(const Scheduler *s) {
  int64_t now = s->live ? time_plus(clock_now(), s->offset) : s->now;
  return now < CLOCK_END ? now : CLOCK_END;
}

void sched_live(Scheduler *s, bool live) {
  if (live == s->live) return;
  if (live) s->offset = s->now - clock_now();
  else s->now = sched_now(s);
  if (live) s->anchor++;  /* packets' time has not gone with it */
  s->live = live;
}

/* --- jobs --- */

Job *job_new(lua_State *L) {
  Job *job = lua_newuserdatauv(L, sizeof *job, 0);
  memset(job, 0, sizeof *job);
  lua_rotate(L, -2, 1);
  job->thread = lua_tothread(L, -1);
  keep(L, -2);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &jobs_key);
  lua_pushvalue(L, -2);
  lua_rawsetp(L, -2, job);
  lua_pop(L, 1);
  return job;
}

void job_push(lua_State *L, const Job *job) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &jobs_key);
  lua_rawgetp(L, -1, job);
  lua_remove(L, -2);
}

void job_drop(lua_State *L, Job *job) {
  job->state = JOB_DONE;
  job->thread = NULL;
  job_push(L, job);
  lua_pushnil(L);
  keep(L, -2);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &jobs_key);
  lua_pushnil(L);
  lua_rawsetp(L, -2, job);
  lua_pop(L, 2);
}

Job *job_take(lua_State *L, State *state) {
  Scheduler *s = state->scheduler;
  Job *job = s->reserve;
  if (job) {
    s->reserve = job->next;
    s->reserved--;
    lua_sethook(job->thread, lua_gethook(L), lua_gethookmask(L),
                lua_gethookcount(L));
  } else {
    lua_newthread(L);
    job = job_new(L);
    lua_pop(L, 1);
  }
  job->next = NULL;
  return job;
}

void job_give(lua_State *L, State *state, Job *job) {
  Scheduler *s = state->scheduler;
  lua_resetthread(job->thread);  /* closes its variables */
  job->state = JOB_IDLE;
  if (s->reserved == RESERVE) {
    job_drop(L, job);
    return;
  }
  job->next = s->reserve;
  s->reserve = job;
  s->reserved++;
}

/* --- what they wait for --- */

void job_arm(lua_State *L, Scheduler *s, Job *job, int64_t due) {
  bool armed = job->timer.place != 0;
  if (!timers_arm(&s->timers, &job->timer, due)) {
    fault_throw(L, "memory", "no memory for a timer");
    return;
  }
  if (!armed && job->period == 0) s->once++;
  job->state = JOB_WAITING;
}

void job_disarm(Scheduler *s, Job *job) {
  if (job->timer.place == 0) return;
  timers_disarm(&s->timers, &job->timer);
  if (job->period == 0) s->once--;
}

/* Gives the session free that a job waits for. */
static void release(Scheduler *s, Job *job) {
  if (!job->session) return;
  *job->at = job->next;
  if (job->next) job->next->at = job->at;
  else s->tail = job->at;
  if (s->fresh == job) s->fresh = job->next;
  timers_disarm(&s->peeked, &job->session->next_up);
  *(job->file ? &s->files : &s->devices) -= 1;
  job->session->waiter = NULL;
  job->session->busy = false;
  job->session = NULL;
}

void job_wake(Scheduler *s, Job *job) {
  job_disarm(s, job);
  release(s, job);
  job->state = JOB_READY;
  job->next = NULL;
  if (!s->ready) s->last = &s->ready;
  *s->last = job;
  s->last = &job->next;
}

/* Takes a job out of the queue. */
static void unqueue(Scheduler *s, Job *job) {
  Job **at = &s->ready;
  while (*at != job) at = &(*at)->next;
  *at = job->next;
  if (!job->next) s->last = at;
  job->state = JOB_IDLE;
}

void job_await(Scheduler *s, Job *job, Session *session) {
  job->at = s->tail;
  *s->tail = job;
  s->tail = &job->next;
  job->next = NULL;
  if (!s->fresh) s->fresh = job;
  job->session = session;
  session->next_up.order = s->peeked.order++;
  job->file = capture_filename(session->capture) != NULL;
  *(job->file ? &s->files : &s->devices) += 1;
  job->state = JOB_WAITING;
  session->used = session->busy = true;
  session->waiter = job;
  session_idle(session);
}

/* --- running --- */

Job *job_yielding(lua_State *L, State *state) {
  Job *job = state->scheduler->current;
  return job && job->thread == L && lua_isyieldable(L) ? job : NULL;
}

/* The end of a coroutine, whose thread is reset. */
static void finish(lua_State *L, State *state, Job *job) {
  if (!job->spawned) {
    job_give(L, state, job);
    return;
  }
  state->scheduler->spawned--;
  job_drop(L, job);
}

void job_cancel(lua_State *L, State *state, Job *job) {
  Scheduler *s = state->scheduler;
  lua_State *thread = job->thread;
  job->cancelled = true;
  if (job->state == JOB_DONE || job->state == JOB_RUNNING) return;
  if (job->state == JOB_READY) unqueue(s, job);
  job_disarm(s, job);
  release(s, job);
  if (!thread) {
    job_drop(L, job);
    return;
  }
  job_push(L, job);  /* keeps the thread */
  job->state = JOB_RUNNING;
  int status = lua_resetthread(thread);
  if (status != LUA_OK) lua_xmove(thread, L, 1);
  finish(L, state, job);
  if (status != LUA_OK) lua_error(L);
  lua_pop(L, 1);
}

void job_again(const Activity *activity, Job *job) {
  const Host *host = activity->state->host;
  job->share = SHARE;
  /* where packets are fed, feed.c begins the turns */
  if (host->begin && !host->feeds && !job->nested) host->begin(job->thread);
}

int job_resume(Activity *activity, Job *job, int n) {
  Scheduler *s = activity->state->scheduler;
  Job *before = s->current;
  lua_State *thread = activity->thread;
  int results;
  s->current = job;
  activity->thread = job->thread;
  job->state = JOB_RUNNING;
  job->nested = before != NULL;
  job_again(activity, job);
  int status = lua_resume(job->thread, activity->L, n, &results);
  activity->thread = thread;
  s->current = before;
  activity->state->current.packet = NULL;
  activity->state->current.count = 0;
  if (status != LUA_YIELD) return status;
  lua_pop(job->thread, results);
  /* what yields by itself only wants the others to have a turn */
  if (job->state == JOB_RUNNING || job->cancelled) job_wake(s, job);
  return status;
}

int job_raise(Activity *activity, Job *job) {
  lua_State *L = activity->L;
  error_trace(L, job->thread, 0);
  lua_resetthread(job->thread);
  finish(L, activity->state, job);
  return lua_error(L);
}

/* Resumes a job; if it has ended its thread is free. */
static void run(Activity *activity, Job *job, int n) {
  int status = job_resume(activity, job, n);
  if (status == LUA_OK) finish(activity->L, activity->state, job);
  else if (status != LUA_YIELD) job_raise(activity, job);
}

void sched_ready(Activity *activity) {
  Scheduler *s = activity->state->scheduler;
  size_t count = 0;
  for (const Job *job = s->ready; job; job = job->next) count++;
  for (; count > 0 && s->ready && !activity->stopped; count--) {
    const Host *host = activity->state->host;
    if (host->feeds && host->charge) host->charge(activity->L, 100);
    Job *job = s->ready;
    if (!job) break;  /* a finalizer has cancelled it */
    int n = job->arguments;
    unqueue(s, job);
    job->arguments = 0;
    if (job->cancelled) job_cancel(activity->L, activity->state, job);
    else run(activity, job, n);
  }
}

/* The time of a call as scripts know it: since the epoch. */
static lua_Number epoch_of(const Activity *activity, int64_t due) {
  if (!activity->packets) return (lua_Number)clock_epoch() / 1e9;
  return (lua_Number)time_minus(due, activity->shift) / 1e9;
}

/* Calls a timer's function, in a thread of its own. */
static void call(Activity *activity, Job *timer, int64_t due) {
  lua_State *L = activity->L;
  Job *job = job_take(L, activity->state);
  job_push(L, timer);
  kept_push(L, -1);
  lua_xmove(L, job->thread, 1);
  lua_pop(L, 1);
  lua_pushnumber(job->thread, epoch_of(activity, due));
  if (timer->state == JOB_IDLE) job_drop(L, timer);
  run(activity, job, 1);
}

/*
** When a timer is due after this time. Live it leaves out what it is late for;
** on the packets' clock what would be too much, as times may be damaged: then
** only the last call before the packet is left.
*/
static int64_t next_due(const Scheduler *s, const Job *job, int64_t to) {
  int64_t period = job->period;
  int64_t next = time_plus(job->timer.due, period);
  int64_t late = time_minus(s->live ? sched_now(s) : to, next);
  if (late < 0 || (!s->live && late / period < GAP)) return next;
  next += late - late % period;
  return s->live ? time_plus(next, period) : next;
}

void sched_fire(Activity *activity, int64_t to) {
  Scheduler *s = activity->state->scheduler;
  Job *job = (Job *)(void *)timers_first(&s->timers);
  int64_t due = job->timer.due;
  if (!s->live) sched_advance(s, due);
  if (job->thread) {
    job->expired = job->session != NULL;
    job_wake(s, job);
    return;
  }
  if (job->period > 0) {
    job_arm(activity->L, s, job, next_due(s, job, to));
  } else {
    job_disarm(s, job);
    job->state = JOB_IDLE;
  }
  call(activity, job, due);
}

static int scheduler_gc(lua_State *L) {
  Scheduler *s = lua_touserdata(L, 1);
  timers_free(&s->timers);
  timers_free(&s->peeked);
  return 0;
}

/* Stack: module, state. */
void open_scheduler(lua_State *L) {
  State *state = lua_touserdata(L, -1);
  Scheduler *s = lua_newuserdatauv(L, sizeof *s, 0);
  memset(s, 0, sizeof *s);
  s->timers.allocator = state_allocator(state);
  s->peeked.allocator = state_memory(state);
  s->tail = &s->waiting;
  s->anchor = 1;
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, scheduler_gc);
  lua_setfield(L, -2, "__gc");
  lua_setmetatable(L, -2);
  lua_setfield(L, LUA_REGISTRYINDEX, "pycap.scheduler");
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &jobs_key);
  state->scheduler = s;
}
