/*
** intake.c - a capture's part in a loop: its packets into callbacks
**
** libpcap is never unwound by an error: each packet is delivered by a protected
** call in a thread of the capture's own, and the error is raised when libpcap
** has returned.
*/
#include "intake.h"

#include "../base/keep.h"
#include "../value/packet.h"
#include "drain.h"

#define BATCH 1024  /* packets between two looks at the signals */

/* In the thread, after the callback: their table is at 2, the packet at 3. */
static int handle(lua_State *L, int status, lua_KContext state) {
  (void)status;
  return handlers_again(L, (State *)state, 2, 3);
}

/*
** Runs in the thread: run, table of handlers [, callback] -> nothing. It may
** yield, and the intake may have ended by then.
*/
static int deliver(lua_State *L) {
  Intake *intake = lua_touserdata(L, 1);
  State *state = intake->state;
  Handlers *h = intake->session->handlers;
  if (!intake->callback) return handlers_run(L, state, h, 0, &intake->stack);
  handlers_raise(L, h, 2);
  Packet *p = packet_push(L, state, &intake->stack);
  handlers_mark(h, p);
  lua_insert(L, 3);
  lua_pushvalue(L, 3);
  lua_callk(L, 1, 0, (lua_KContext)state, handle);
  return handle(L, LUA_OK, (lua_KContext)state);
}

/* Recomputes the latest time that this intake may deliver. */
static void set_limit(Intake *intake) {
  const Loop *loop = intake->loop;
  const Timer *first = timers_first(&loop->scheduler->timers);
  intake->limit = intake->until;
  if (!first || first->due > CLOCK_END || !loop->activity.packets) return;
  int64_t due = time_minus(first->due, loop->activity.shift);
  if (sched_due(loop->scheduler, loop->scheduler->now)) due = INT64_MIN;
  if (due <= intake->limit) intake->limit = time_minus(due, 1);
}

/* Finds out anew what follows from protocols that were changed. */
static void refresh(Intake *intake) {
  const Protocols *all = &intake->state->protocols;
  Session *s = intake->session;
  s->link = NO_LINK;  /* what frames begin with is looked up anew */
  if (s->handlers->version != all->version) handlers_refresh(s->handlers, all);
  intake->version = all->version;
}

/* Moves the packets' clock to the time of the last packet. */
static void advance(Intake *intake) {
  if (intake->loop->activity.packets)
    sched_advance(intake->loop->scheduler,
                  time_plus(intake->last, intake->loop->activity.shift));
}

/* Puts the handlers that there are now at [1] of the thread. */
static void push_list(Intake *intake) {
  lua_State *T = intake->thread;
  lua_rawgeti(T, 1, -1);
  handlers_pushlist(T, -1);
  lua_replace(T, 1);
  lua_pop(T, 1);
  intake->list = intake->session->handlers->list;
}

/*
** Resumes the thread with a function and `n` arguments. False: an error, or it
** is the turn of what waits in the scheduler's queue.
*/
static inline bool resume(Intake *intake, int n) {
  intake->status = job_resume(&intake->loop->activity, intake->job, n);
  if (intake->status == LUA_YIELD) {  /* the thread is the scheduler's now */
    intake->job = NULL;
    intake->status = LUA_OK;
    return false;
  }
  if (intake->status != LUA_OK) return false;
  if (intake->version != intake->state->protocols.version) refresh(intake);
  set_limit(intake);
  return !intake->loop->scheduler->ready;
}

/* Delivers the frame in intake->stack. False: as resume. */
static inline bool enter_lua(Intake *intake) {
  lua_State *T = intake->thread;
  advance(intake);
  if (intake->list != intake->session->handlers->list) push_list(intake);
  lua_pushcfunction(T, deliver);
  lua_pushlightuserdata(T, intake);
  lua_pushvalue(T, 1);
  if (intake->callback) lua_pushvalue(T, 2);
  return resume(intake, 2 + intake->callback);
}

/* The same, and then what the frame completes. What is left when it returns
** false is delivered by intake_continues. */
static bool enter_more(Intake *intake) {
  Handlers *h = intake->session->handlers;
  lua_State *T = intake->thread;
  if ((h->due || intake->callback) && !enter_lua(intake)) return false;
  while (handlers_next(h, &intake->stack)) {
    if (intake->list != h->list) push_list(intake);
    lua_pushcfunction(T, drain_one);
    lua_pushvalue(T, 1);
    lua_pushlightuserdata(T, h);
    lua_pushlightuserdata(T, &intake->stack);
    if (!resume(intake, 3)) return false;
  }
  return true;
}

static inline bool enter(Intake *intake) {
  return intake->session->handlers->more ? enter_more(intake)
                                         : enter_lua(intake);
}

/* frame_unwanted, not tried for each frame where it turns nothing away. */
static inline bool looks_unwanted(Intake *intake, unsigned root,
                                  const Frame *frame) {
  enum { TRIES = 8, PERIOD = 64 };
  if (intake->futile >= TRIES) {
    intake->futile = (uint8_t)((intake->futile + 1) % PERIOD);
    return false;
  }
  intake->futile++;
  if (!frame_unwanted(&intake->state->protocols, root, frame,
                      intake->session->handlers->interest)) return false;
  intake->futile = 0;
  return true;
}

/* True when no callback wants the frame; else it is in intake->stack. */
static inline bool unwanted(Intake *intake, const Frame *frame) {
  const Protocols *all = &intake->state->protocols;
  Session *s = intake->session;
  Handlers *h = s->handlers;
  unsigned root = session_root(s, all, frame);
  bool none = !h->any || looks_unwanted(intake, root, frame);
  if (none && !intake->callback) return true;
  if (none) {  /* what a handler that failed has left says nothing of it */
    h->delivery = NULL;
    h->until = EVERYWHERE;
  }
  stack_begin(&intake->stack, all, root, frame);
  return (none || !handlers_want(h, &intake->stack)) && !intake->callback;
}

/* True when a frame is of the share that the session is after. */
static bool is_shared(Intake *intake, const Frame *frame) {
  return share_has(intake->session->share, frame, &intake->stack);
}

static bool sink(void *context, const Frame *frame) {
  Intake *intake = context;
  Session *s = intake->session;
  if (frame->time > intake->limit) {
    capture_hold(s->capture);
    return false;
  }
  if (s->share && !is_shared(intake, frame)) {
    intake->last = frame->time;
    return true;
  }
  intake->passed++;
  s->taken++;
  intake->last = frame->time;
  if (s->left > 0) s->left--;
  intake->over = frame->time > intake->newest;
  if (!unwanted(intake, frame) && !enter(intake)) return false;
  return intake->passed != intake->count && s->left != 0 && !s->closing &&
         !intake->over;
}

/* Makes the thread of an intake ready. Stack: that of loop_turns. */
static void prepare(lua_State *L, Intake *intake) {
  if (intake->job) return;
  intake->job = job_take(L, intake->state);
  intake->thread = intake->job->thread;
  kept_push(L, intake->index);
  handlers_pushlist(L, -1);
  lua_remove(L, -2);
  intake->list = intake->session->handlers->list;
  lua_pushvalue(L, 2);
  lua_xmove(L, intake->thread, 2);
}

void intake_end(Intake *intake) {
  Job *job = intake->job;
  intake->job = NULL;
  if (job) job_give(intake->loop->activity.L, intake->state, job);
  if (!intake->session) return;
  capture_stopped(intake->session->capture);  /* nothing of a stop remains */
  session_leave(&intake->loop->activity, intake->session);
  intake->session = NULL;
  intake->loop->left--;
}

/* Raises what stopped the thread. */
static int raise_from_thread(Intake *intake) {
  Job *job = intake->job;
  intake->job = NULL;
  return job_raise(&intake->loop->activity, job);
}

/* What is left of the count, for one dispatch. */
static int batch_size(const Intake *intake) {
  const Loop *loop = intake->loop;
  bool alone = loop->left == 1 && !loop->scheduler->waiting &&
               !loop->scheduler->timers.count;
  lua_Integer n = alone || loop->activity.packets ? BATCH : SHARE;
  if (intake->count > 0 && intake->count - intake->passed < n)
    n = intake->count - intake->passed;
  if (intake->session->left > 0 && intake->session->left < n)
    n = intake->session->left;
  return (int)n;
}

bool intake_is_over(const Intake *intake) {
  const Session *s = intake->session;
  return s->closing || intake->passed == intake->count || s->left == 0 ||
         intake->over || intake->loop->activity.stopped;
}

/* Delivers what is left in the queue of conversations; with `end` also what
** waits for frames that will not come. */
static void finish(Intake *intake, bool end) {
  Activity *activity = &intake->loop->activity;
  Conversations *c = intake->session->handlers->owned;
  if (!c) return;
  if (intake->passed > 0) conversations_advance(c, intake->last);
  kept_push(activity->L, intake->index);
  drain(activity, -1, end);
  lua_pop(activity->L, 1);
}

int64_t intake_expire(Intake *intake) {
  const Session *s = intake->session;
  Conversations *c = s ? s->handlers->conversations : NULL;
  if (!c || !capture_timely(s->capture)) return NO_DEADLINE;
  int64_t now = clock_epoch();
  bool more = conversations_advance(c, now);
  if (conversations_wait(c)) finish(intake, false);
  if (more) return 0;
  return time_plus(clock_now(), time_minus(conversations_due(c), now));
}

bool intake_continues(Intake *intake, int n, const Fault *fault) {
  if (intake->status != LUA_OK) raise_from_thread(intake);
  finish(intake, n == CAPTURE_END || intake->session->closing);
  if (capture_stopped(intake->session->capture) || intake_is_over(intake) ||
      n == CAPTURE_END) {
    intake_end(intake);
    return false;
  }
  if (n == CAPTURE_FAULT) fault_raise(intake->loop->activity.L, fault);
  if (n == 0) session_idle(intake->session);
  return n > 0;
}

void intake_take(lua_State *L, Intake *intake, int64_t until) {
  Session *s = intake->session;
  Fault fault;
  int n = intake_is_over(intake) ? 0 : session_ready(s, &fault);
  if (n == 1) {
    prepare(L, intake);
    intake->until = until;
    set_limit(intake);
    refresh(intake);
    n = capture_dispatch(s->capture, batch_size(intake), sink, intake, &fault);
    if (n > 0) advance(intake);
  }
  intake_continues(intake, n, &fault);
}
