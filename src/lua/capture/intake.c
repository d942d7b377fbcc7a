/*
** intake.c - a capture's part in a loop: its packets into callbacks
**
** libpcap is never unwound by an error: each packet is delivered by a protected
** call in a thread of the capture's own, and the error is raised when libpcap
** has returned.
*/
#include "intake.h"

#include "../value/packet.h"

#define BATCH 1024  /* packets between two looks at the signals */

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

void run_finish(Run *run) {
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
    run_finish(run);
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
