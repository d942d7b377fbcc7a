/*
** loop.c - pycap.loop, capture:loop and capture:dispatch: packets into
** callbacks
**
** libpcap is never unwound by an error: each packet is delivered by a protected
** call in a thread of the capture's own, and the error is raised when libpcap
** has returned.
*/
#include "reading.h"

#define BATCH 1024       /* packets between two looks at the signals */
#define DISPATCH 65536   /* packets of one dispatch when no limit is given */

/* In the thread, after the callback: handlers (the packet is at 3). */
static int handle(lua_State *L, int status, lua_KContext state) {
  (void)status;
  return handlers_run(L, (State *)state, 2, 3, NULL);
}

/*
** Runs in the thread: run, handlers [, callback] -> nothing. It may yield, and
** the run may have ended by then.
*/
static int deliver(lua_State *L) {
  Run *run = lua_touserdata(L, 1);
  State *state = run->state;
  if (!run->callback) return handlers_run(L, state, 2, 0, &run->stack);
  packet_push(L, state, &run->stack);
  lua_insert(L, 3);
  lua_pushvalue(L, 3);
  lua_callk(L, 1, 0, (lua_KContext)state, handle);
  return handle(L, LUA_OK, (lua_KContext)state);
}

/* Says anew which packets go back, from what is known now. */
static void set_limit(Run *run) {
  const Timer *first = timers_first(&run->in->scheduler->timers);
  run->limit = run->until;
  if (!first || first->due > CLOCK_END || !run->in->loop.packets) return;
  int64_t due = time_minus(first->due, run->in->loop.shift);
  if (sched_due(run->in->scheduler, run->in->scheduler->now)) due = INT64_MIN;
  if (due <= run->limit) run->limit = time_minus(due, 1);
}

/* On the packets' clock it is as late as the last packet was. */
static void advance(Run *run) {
  if (run->in->loop.packets)
    sched_advance(run->in->scheduler,
                  time_plus(run->last, run->in->loop.shift));
}

/*
** Delivers the frame in run->stack. False: an error, or it is the turn of what
** waits in the scheduler's queue.
*/
static bool enter_lua(Run *run) {
  lua_State *T = run->thread;
  advance(run);
  lua_pushcfunction(T, deliver);
  lua_pushlightuserdata(T, run);
  lua_pushvalue(T, 1);
  if (run->callback) lua_pushvalue(T, 2);
  run->status = job_resume(&run->in->loop, run->job, 2 + run->callback);
  if (run->status == LUA_YIELD) {  /* the thread is the scheduler's now */
    run->job = NULL;
    run->status = LUA_OK;
    return false;
  }
  if (run->status != LUA_OK) return false;
  set_limit(run);
  return !run->in->scheduler->ready;
}

/* True when no callback wants the frame; else it is in run->stack. */
static inline bool unwanted(Run *run, const Frame *frame) {
  const Protocols *all = &run->state->protocols;
  const Session *s = run->session;
  Handlers *h = s->handlers;
  bool none = !h->any || frame_unwanted(all, s->root, frame, h->interest);
  if (none && !run->callback) return true;
  stack_begin(&run->stack, all, s->root, frame);
  return (none || !handlers_want(h, &run->stack)) && !run->callback;
}

static bool sink(void *context, const Frame *frame) {
  Run *run = context;
  Session *s = run->session;
  if (frame->time > run->limit) {
    capture_hold(s->capture);
    return false;
  }
  run->passed++;
  run->last = frame->time;
  if (s->left > 0) s->left--;
  run->over = frame->time > run->newest;
  if (!unwanted(run, frame) && !enter_lua(run)) return false;
  return run->passed != run->count && s->left != 0 && !s->closing &&
         !run->over;
}

/* Makes the thread of a run ready. Stack: that of reading_run. */
static void prepare(lua_State *L, Run *run) {
  if (run->job) return;
  run->job = job_take(L, run->state);
  run->thread = run->job->thread;
  lua_getiuservalue(L, run->index, 1);
  lua_pushvalue(L, 2);
  lua_xmove(L, run->thread, 2);
}

/* Gives back what a run has. */
static void finish(Run *run) {
  Job *job = run->job;
  run->job = NULL;
  if (job) job_give(run->in->loop.L, run->state, job);
  if (!run->session) return;
  capture_stopped(run->session->capture);  /* nothing of a stop remains */
  session_leave(&run->in->loop, run->session);
  run->session = NULL;
  run->in->left--;
}

/* Raises what stopped the thread. */
static int raise_of_thread(Run *run) {
  Job *job = run->job;
  run->job = NULL;
  return job_raise(&run->in->loop, job);
}

/* What is left of the count, for one dispatch. */
static int batch_of(const Run *run) {
  const Reading *in = run->in;
  bool alone = in->left == 1 && !in->scheduler->waiting &&
               !in->scheduler->timers.count;
  lua_Integer n = alone || in->loop.packets ? BATCH : SHARE;
  if (run->count > 0 && run->count - run->passed < n)
    n = run->count - run->passed;
  if (run->session->left > 0 && run->session->left < n)
    n = run->session->left;
  return (int)n;
}

bool run_is_over(const Run *run) {
  const Session *s = run->session;
  return s->closing || run->passed == run->count || s->left == 0 ||
         run->over || run->in->loop.stopped;
}

bool run_goes_on(Run *run, int n, const Fault *fault) {
  if (run->status != LUA_OK) raise_of_thread(run);
  if (capture_stopped(run->session->capture) || run_is_over(run) ||
      n == CAPTURE_END) {
    finish(run);
    return false;
  }
  if (n == CAPTURE_FAULT) fault_raise(run->in->loop.L, fault);
  if (n == 0) session_idle(run->session);
  return n > 0;
}

void run_take(lua_State *L, Run *run, int64_t until) {
  Session *s = run->session;
  Fault fault;
  int n = run_is_over(run) ? 0 : session_ready(s, &fault);
  if (n == 1) {
    prepare(L, run);
    run->until = until;
    set_limit(run);
    s->root = protocols_root(&run->state->protocols,
                             capture_datalink(s->capture));
    n = capture_dispatch(s->capture, batch_of(run), sink, run, &fault);
    if (n > 0) advance(run);
  }
  run_goes_on(run, n, &fault);
}

/* --- starting --- */

/* Readies a run over the capture at an index. */
static void begin_run(Reading *in, Run *run, Session *s, int index) {
  State *state = in->loop.state;
  run->L = in->loop.L;
  run->state = state;
  run->session = s;
  run->in = in;
  run->job = NULL;
  run->index = index;
  run->status = LUA_OK;
  run->passed = 0;
  run->over = false;
  run->newest = !in->waits && capture_timely(s->capture) ? clock_epoch()
                                                         : INT64_MAX;
  capture_stopped(s->capture);  /* one that came before is stale */
  session_enter(&in->loop, s);
  if (capture_filename(s->capture)) in->files = true;
  else in->devices = true;
}

/*
** Stack: callback or nil, captures that were checked. Runs them, each up to
** `count` packets (-1: all); pushes how many passed.
*/
static int run_lua(lua_State *L, Run *runs, int count, lua_Integer most,
                   bool waits) {
  Reading in;
  State *state = state_of(L);
  lua_Integer passed = 0;
  memset(&in, 0, sizeof in);
  in.scheduler = state->scheduler;
  in.scheduler->ran = true;
  in.runs = runs;
  in.count = in.left = count;
  in.waits = waits;
  lua_pushcfunction(L, reading_run);
  lua_pushlightuserdata(L, &in);
  for (int i = 1; i <= count + 1; i++) lua_pushvalue(L, i);
  for (int i = 0; i < count; i++) session_check(L, i + 2);
  loop_begin(L, state, &in.loop);
  bool live = in.scheduler->live;
  in.devices = in.loop.outer && live;
  for (int i = 0; i < count; i++) {
    runs[i].callback = !lua_isnil(L, 1);
    runs[i].count = most;
    begin_run(&in, &runs[i], lua_touserdata(L, i + 2), i + 3);
  }
  sched_live(in.scheduler, in.devices);
  int status = lua_pcall(L, count + 2, 0, 0);
  /* between dispatches it goes on: they are another loop's */
  if (waits) sched_live(in.scheduler, live);
  in.loop.L = L;
  for (int i = 0; i < count; i++) {
    finish(&runs[i]);
    passed += runs[i].passed;
    runs[i].in = NULL;
  }
  loop_end(&in.loop);
  if (status != LUA_OK) return lua_error(L);
  lua_pushinteger(L, passed);
  return 1;
}

/* The count at an argument; `preset` where there is none. */
static lua_Integer check_count(lua_State *L, int arg, lua_Integer preset) {
  if (lua_isnoneornil(L, arg)) return preset;
  lua_Integer n = luaL_checkinteger(L, arg);
  luaL_argcheck(L, n >= 0, arg, "count is negative");
  return n;
}

/* capture, callback, count */
static int run_one(lua_State *L, lua_Integer preset, bool waits) {
  Run run;
  lua_Integer most = check_count(L, 3, preset);
  session_check(L, 1);
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  lua_insert(L, 1);
  return run_lua(L, &run, 1, most, waits);
}

int capture_loop_lua(lua_State *L) { return run_one(L, -1, true); }

int capture_dispatch_lua(lua_State *L) { return run_one(L, DISPATCH, false); }

/* pycap.loop(captures...) -> packets that passed */
int module_loop(lua_State *L) {
  int count = lua_gettop(L);
  for (int i = 1; i <= count; i++) {
    session_check(L, i);
    for (int j = 1; j < i; j++)
      luaL_argcheck(L, !lua_rawequal(L, i, j), i, "the same capture twice");
  }
  if (count == 0 && source_push(L)) count = 1;
  luaL_checkstack(L, 2 * count + LUA_MINSTACK, "too many captures");
  lua_pushnil(L);
  lua_insert(L, 1);
  Run *runs = lua_newuserdatauv(L, (size_t)count * sizeof *runs + 1, 0);
  return run_lua(L, runs, count, -1, true);
}
