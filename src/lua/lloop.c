/*
** lloop.c - pycap.loop, capture:loop and capture:dispatch: packets into
** callbacks, timers and coroutines at their time
**
** libpcap is never unwound by an error: each packet is delivered by a protected
** call in a thread of the capture's own, and the error is raised when libpcap
** has returned.
*/
#include "session.h"

#define BATCH 1024       /* packets between two looks at the signals */
#define DISPATCH 65536   /* packets of one dispatch when no limit is given */

struct Reading;

/* A capture's part in a loop. */
typedef struct Run {
  lua_State *L;
  lua_State *thread;    /* callbacks run here; [1] deliver [2] callback */
  State *state;         /*                     [3] the Handlers */
  Session *session;     /* NULL: its part has ended */
  struct Reading *in;
  Job *job;             /* whose thread it is; NULL: one is to be taken */
  int index;            /* of the capture, on run_all's stack */
  int64_t until;        /* later packets are another file's turn; */
  int64_t limit;        /* they go back, and those before which a timer is */
  int64_t last;         /* the time of the last packet */
  bool callback;
  int status;           /* not LUA_OK: the error is on top of the thread */
  lua_Integer passed, count;
  Stack stack;
} Run;

/* A loop over captures. */
typedef struct Reading {
  Loop loop;
  Scheduler *scheduler;
  Run *runs;
  int count;
  int left;             /* runs whose part has not ended */
  bool waits;           /* it is no dispatch */
  bool files, devices;  /* what was read in it */
  bool starved;         /* a stream has yet to say when its next packet is */
  bool woke;            /* a coroutine has an end or a fault to see first */
} Reading;

/* In the thread, after the callback: handlers (the packet is at 4). */
static int handle(lua_State *L, int status, lua_KContext state) {
  const Handlers *handlers = lua_touserdata(L, 3);
  (void)status;
  if (handlers->any) handlers_run(L, (State *)state, 3, 4);
  return 0;
}

/* Runs in the thread: run, callback, handlers -> nothing. It may yield. */
static int deliver(lua_State *L) {
  Run *run = lua_touserdata(L, 1);
  State *state = run->state;
  packet_push(L, state, &run->stack);
  if (run->callback) {
    lua_pushvalue(L, 2);
    lua_pushvalue(L, 4);
    lua_callk(L, 1, 0, (lua_KContext)state, handle);
  }
  return handle(L, LUA_OK, (lua_KContext)state);
}

/* Says anew which packets go back, from what is known now. */
static void set_limit(Run *run) {
  const Timer *first = timers_first(&run->in->scheduler->timers);
  run->limit = run->until;
  if (!first || !run->in->loop.packets) return;
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
  for (int i = 1; i <= 3; i++) {
    lua_pushvalue(T, i);
    if (i == 1) lua_pushlightuserdata(T, run);
  }
  run->status = job_resume(&run->in->loop, run->job, 3);
  if (run->status == LUA_YIELD) {  /* the thread is the scheduler's now */
    run->job = NULL;
    run->status = LUA_OK;
    return false;
  }
  if (run->status != LUA_OK) return false;
  lua_settop(T, 3);
  set_limit(run);
  return !run->in->scheduler->ready;
}

/* True when no callback wants the frame; else it is in run->stack. */
static inline bool unwanted(Run *run, const Frame *frame) {
  const Protocols *all = &run->state->protocols;
  const Session *s = run->session;
  const uint8_t *interest = s->handlers->interest;
  if (!run->callback && (!s->handlers->any ||
                         frame_unwanted(all, s->root, frame, interest)))
    return true;
  stack_begin(&run->stack, all, s->root, frame);
  return !run->callback && !stack_decode(&run->stack, interest);
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
  if (!unwanted(run, frame) && !enter_lua(run)) return false;
  return run->passed != run->count && s->left != 0 && !s->closing;
}

/* Makes the thread of a run ready. Stack: that of run_all. */
static void prepare(lua_State *L, Run *run) {
  if (run->job) return;
  run->job = job_take(L, run->state);
  run->thread = run->job->thread;
  lua_pushcfunction(run->thread, deliver);
  lua_pushvalue(L, 2);
  lua_getiuservalue(L, run->index, 1);
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

/* True when a run's part is over, whatever there is to read. */
static bool is_over(const Run *run) {
  const Session *s = run->session;
  return s->closing || run->passed == run->count || s->left == 0 ||
         run->in->loop.stopped;
}

/*
** What a reading function returned for a run: true when there may be more to
** read. Raises a fault.
*/
static bool goes_on(Run *run, int n, const Fault *fault) {
  if (run->status != LUA_OK) raise_of_thread(run);
  if (capture_stopped(run->session->capture) || is_over(run) ||
      n == CAPTURE_END) {
    finish(run);
    return false;
  }
  if (n == CAPTURE_FAULT) fault_raise(run->in->loop.L, fault);
  if (n == 0) session_idle(run->session);
  return n > 0;
}

/* Takes one batch of packets up to `until`. Stack: that of run_all. */
static void take_batch(lua_State *L, Run *run, int64_t until) {
  Session *s = run->session;
  Fault fault;
  int n = is_over(run) ? 0 : session_ready(s, &fault);
  if (n == 1) {
    prepare(L, run);
    run->until = until;
    set_limit(run);
    s->root = protocols_root(&run->state->protocols,
                             capture_datalink(s->capture));
    n = capture_dispatch(s->capture, batch_of(run), sink, run, &fault);
    if (n > 0) advance(run);
  }
  goes_on(run, n, &fault);
}

/* --- waiting --- */

/* What one wait polls: two descriptors for each session. */
typedef struct Polling {
  struct pollfd *polled;
  Session **sessions;
  int count;
  int64_t deadline;   /* of loop_now */
} Polling;

/* Adds a session that found nothing, unless it has something by now. */
static void poll_session(Polling *polling, Session *s) {
  if (!s->idle) return;
  if (!capture_poll(s->capture, polling->polled + 2 * polling->count)) {
    s->idle = false;
    polling->deadline = 0;
  } else {
    if (s->again < polling->deadline) polling->deadline = s->again;
    polling->sessions[polling->count++] = s;
  }
}

/* Says of each what came of it. */
static void take_polled(const Polling *polling) {
  int64_t now = loop_now();
  for (int i = 0; i < polling->count; i++) {
    const struct pollfd *polled = polling->polled + 2 * i;
    Session *s = polling->sessions[i];
    if (polled[1].revents != 0) waker_drain(polled[1].fd);
    s->idle = polled[0].revents == 0 && polled[1].revents == 0 &&
              now < s->again;
  }
}

/* Room for so many sessions, on top of the stack. */
static void new_polling(lua_State *L, Polling *polling, size_t most) {
  size_t each = 2 * sizeof *polling->polled + sizeof *polling->sessions;
  char *room = lua_newuserdatauv(L, most * each + 1, 0);
  polling->sessions = (Session **)(void *)room;
  polling->polled = (struct pollfd *)(void *)(polling->sessions + most);
  polling->count = 0;
}

/*
** Waits until something can be read, `deadline` (of loop_now) or a signal;
** wakes the coroutines whose captures have something. Stack: that of run_all.
*/
static void await(lua_State *L, Reading *in, int64_t deadline) {
  struct pollfd polled[2 * 4];
  Session *sessions[4];
  Polling polling = {polled, sessions, 0, deadline};
  Scheduler *scheduler = in->scheduler;
  size_t most = (size_t)in->left;
  state_interrupt(L, in->loop.state);
  for (const Job *job = scheduler->waiting; job; job = job->next) most++;
  if (most > 4) new_polling(L, &polling, most);
  for (int i = 0; i < in->count; i++)
    if (in->runs[i].session) poll_session(&polling, in->runs[i].session);
  for (const Job *job = scheduler->waiting; job; job = job->next)
    poll_session(&polling, job->session);
  if (polling.deadline > 0 || polling.count > 0) {
    loop_poll(polling.polled, 2 * (unsigned)polling.count, polling.deadline,
              state_pending, in->loop.state);
    take_polled(&polling);
  }
  if (most > 4) lua_pop(L, 1);
}

/* --- turns --- */

/* Wakes the coroutines that have something to read. */
static void wake_readers(Scheduler *scheduler) {
  Job *next;
  for (Job *job = scheduler->waiting; job; job = next) {
    next = job->next;
    if (!job->session->idle) job_wake(scheduler, job);
  }
}

/* True when a loop is to end: its captures have, or all that it ran has. */
static bool has_ended(const Reading *in) {
  const Scheduler *s = in->scheduler;
  if (in->loop.stopped) return true;
  if (in->count > 0) return in->left == 0;
  if (s->ready || s->waiting) return false;
  return in->loop.packets ? s->once == 0 : s->timers.count == 0;
}

/* True when all captures have yet to find something. */
static bool is_idle(const Reading *in) {
  for (int i = 0; i < in->count; i++)
    if (in->runs[i].session && !in->runs[i].session->idle) return false;
  return true;
}

/* A turn on the machine's clock. False: the loop has ended. */
static bool turn_live(lua_State *L, Reading *in) {
  Scheduler *scheduler = in->scheduler;
  int64_t now = sched_now(scheduler), deadline = NO_DEADLINE;
  const Timer *first;
  bool busy = false;
  while (sched_due(scheduler, now) && !in->loop.stopped)
    sched_fire(&in->loop);
  for (int i = 0; i < in->count; i++) {
    Run *run = &in->runs[i];
    if (!run->session) continue;
    if (is_over(run) || !run->session->idle) take_batch(L, run, INT64_MAX);
    busy |= run->session && !run->session->idle;
  }
  if (has_ended(in)) return true;
  first = timers_first(&scheduler->timers);
  if (first && first->due != INT64_MAX)
    deadline = time_minus(first->due, scheduler->offset);
  await(L, in, busy || scheduler->ready || !in->waits ? 0 : deadline);
  wake_readers(scheduler);
  return in->waits || !is_idle(in);
}

/* Whose packet is first, on the packets' clock. */
typedef struct First {
  int64_t time, until;  /* packets up to `until` are first, too */
  Session *session;
  Run *run;             /* NULL: a coroutine reads it */
} First;

/* The time of a session's next packet: as capture_peek. */
static int peek(Session *s, int64_t *time, Fault *fault) {
  int n = session_ready(s, fault);
  return n == 1 ? capture_peek(s->capture, time, fault) : n;
}

/* Of packets at the same time the one that is offered first is first. */
static void offer(First *first, Session *s, Run *run, int64_t time) {
  int64_t limit = time;
  if (!first->session || time < first->time) {
    limit = first->session ? first->time - 1 : INT64_MAX;
    first->session = s;
    first->run = run;
    first->time = time;
  }
  if (limit < first->until) first->until = limit;
}

/* Finds it among all that are read; .session is NULL when there is none. */
static void find_first(Reading *in, First *first) {
  Scheduler *scheduler = in->scheduler;
  Fault fault;
  Job *next;
  int64_t time = 0;
  in->starved = in->woke = false;
  memset(first, 0, sizeof *first);
  first->until = INT64_MAX;
  for (int i = 0; i < in->count; i++) {
    Run *run = &in->runs[i];
    if (!run->session) continue;
    int n = is_over(run) ? 0 : peek(run->session, &time, &fault);
    if (goes_on(run, n, &fault)) offer(first, run->session, run, time);
    else if (run->session) in->starved = true;
  }
  for (Job *job = scheduler->waiting; job; job = next) {
    Session *s = job->session;
    next = job->next;
    int n = capture_stopping(s->capture) || s->left == 0
      ? CAPTURE_END : peek(s, &time, &fault);
    if (n == 1) {
      offer(first, s, NULL, time);
    } else if (n == 0) {
      in->starved = true;
      session_idle(s);
    } else {
      in->woke = true;
      job_wake(scheduler, job);
    }
  }
}

/* Makes the first packet's time one of the clock: see Scheduler.anchor. */
static int64_t anchor(Reading *in, const First *first) {
  Scheduler *scheduler = in->scheduler;
  Loop *loop = &in->loop;
  if (loop->anchor == 0) {
    if (first->session->anchor != scheduler->anchor) {
      scheduler->anchor++;
      scheduler->shift = time_minus(scheduler->now, first->time);
    }
    loop->shift = scheduler->shift;
    loop->anchor = scheduler->anchor;
  }
  first->session->anchor = loop->anchor;
  return time_plus(first->time, loop->shift);
}

/* A turn on the packets' clock. False: the loop has ended. */
static bool turn_packets(lua_State *L, Reading *in) {
  Scheduler *scheduler = in->scheduler;
  First first;
  find_first(in, &first);
  if (in->woke || has_ended(in)) return true;
  if (in->starved) {
    await(L, in, in->waits && !scheduler->ready ? NO_DEADLINE : 0);
    return in->waits || !is_idle(in);
  }
  int64_t now = first.session ? anchor(in, &first) : INT64_MAX;
  if (now < scheduler->now) now = scheduler->now;
  if (sched_due(scheduler, now) && (first.session || in->count == 0)) {
    sched_fire(&in->loop);
  } else if (first.session) {
    sched_advance(scheduler, now);
    if (first.run) take_batch(L, first.run, first.until);
    else job_wake(scheduler, first.session->waiter);
  }
  state_interrupt(L, in->loop.state);
  return true;
}

/* Decides on the clock: the packets' as long as files alone are read. */
static void choose_clock(Reading *in) {
  const Scheduler *scheduler = in->scheduler;
  for (const Job *job = scheduler->waiting; job; job = job->next) {
    bool file = capture_filename(job->session->capture) != NULL;
    in->files |= file;
    in->devices |= !file;
  }
  in->loop.packets = in->files && !in->devices;
  if (!in->loop.packets) in->loop.anchor = 0;
  sched_live(in->scheduler, !in->loop.packets);
}

/* Protected: reading, callback, captures... Returns at the end or a stop. */
static int run_all(lua_State *L) {
  Reading *in = lua_touserdata(L, 1);
  in->loop.L = L;
  do {
    sched_ready(&in->loop);
    if (has_ended(in)) break;
    choose_clock(in);
  } while (in->loop.packets ? turn_packets(L, in) : turn_live(L, in));
  return 0;
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
  lua_pushcfunction(L, run_all);
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
