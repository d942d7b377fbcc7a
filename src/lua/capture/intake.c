/*
** intake.c - a capture's part in a loop: its packets into callbacks
**
** Callbacks run in a thread of the capture's own. libpcap is never unwound by
** an error: of a device each packet is delivered by a call of its own, and the
** error is raised when libpcap has returned. Of a file one call takes packets
** and delivers them until the batch is over.
*/
#include "intake.h"

#include "../base/keep.h"
#include "../value/packet.h"
#include "drain.h"

#define BATCH 1024  /* packets between two looks at the signals */

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

/* True when some callback wants the frame; it is in intake->stack then. */
static inline bool is_wanted(Intake *intake, const Frame *frame) {
  const Protocols *all = &intake->state->protocols;
  Session *s = intake->session;
  Handlers *h = s->handlers;
  unsigned root = session_root(s, all, frame);
  bool none = !h->any || looks_unwanted(intake, root, frame);
  if (none && !intake->callback) return false;
  if (none) {  /* what a handler that failed has left says nothing of it */
    h->delivery = NULL;
    h->until = EVERYWHERE;
    h->list->due = 0;
    h->matched = h->list->count;
  }
  stack_begin(&intake->stack, all, root, frame);
  return (!none && handlers_want(h, &intake->stack)) || intake->callback;
}

/* True when a frame is of the share that the session is after. */
static bool is_shared(Intake *intake, const Frame *frame) {
  return share_has(intake->session->share, frame, &intake->stack);
}

/* Counts a frame; as is_wanted. */
static inline bool take(Intake *intake, const Frame *frame) {
  Session *s = intake->session;
  intake->last = frame->time;
  if (s->share && !is_shared(intake, frame)) return false;
  intake->passed++;
  s->taken++;
  if (s->left > 0) s->left--;
  intake->over = frame->time > intake->newest;
  return is_wanted(intake, frame);
}

/* True when the batch may go on, as far as the intake knows. */
static inline bool goes_on(const Intake *intake) {
  const Session *s = intake->session;
  return intake->passed != intake->count && s->left != 0 && !s->closing &&
         !intake->over;
}

/* Takes frames of a file until one is wanted: true, it is in intake->stack. */
static bool find(Intake *intake) {
  Capture *capture = intake->session->capture;
  Frame frame;
  while (goes_on(intake) && capture_take(capture, &frame)) {
    if (frame.time > intake->limit) {
      capture_return(capture, &frame);
      return false;
    }
    if (take(intake, &frame)) return true;
  }
  return false;
}

/* --- in the thread --- */

/* After the callback: the table of handlers is at 3, the packet at 4. */
static int handle(lua_State *T, int status, lua_KContext state) {
  (void)status;
  return handlers_again(T, (State *)state, 3, 4);
}

/* Calls the callback with the packet, then the handlers. */
static void call_with_packet(lua_State *T, Intake *intake) {
  State *state = intake->state;
  Handlers *h = intake->session->handlers;
  handlers_raise(T, h, 3, &intake->stack);
  handlers_mark(h, packet_push(T, state, &intake->stack));
  lua_pushvalue(T, 2);
  lua_pushvalue(T, 4);
  lua_callk(T, 1, 0, (lua_KContext)state, handle);
  handle(T, LUA_OK, (lua_KContext)state);
}

/* Puts the table of the handlers that there are now at 3, where there was an
** earlier one. */
static void push_list(lua_State *T, Intake *intake) {
  lua_rawgeti(T, 3, -1);
  handlers_pushlist(T, -1);
  lua_replace(T, 3);
  lua_pop(T, 1);
  intake->list = intake->session->handlers->list;
}

/*
** Delivers what is in intake->stack. False: it is the turn of what waits in the
** scheduler's queue. After a yield it does not return.
*/
static bool deliver(lua_State *T, Intake *intake, bool callback) {
  Handlers *h = intake->session->handlers;
  const State *state = intake->state;
  if (intake->list != h->list) push_list(T, intake);
  if (callback) call_with_packet(T, intake);
  else handlers_run(T, intake->state, h, 0, &intake->stack);
  lua_settop(T, 3);
  if (intake->version != state->protocols.version) refresh(intake);
  set_limit(intake);
  return !intake->loop->scheduler->ready;
}

/* Delivers the frame in intake->stack, and what it completes. What is left when
** this returns false, or yields, is delivered by intake_continues. */
static bool deliver_all(lua_State *T, Intake *intake) {
  Handlers *h = intake->session->handlers;
  bool more = h->more;
  if (!more || h->due || intake->callback) {
    advance(intake);
    if (!deliver(T, intake, intake->callback)) return false;
  }
  while (more && handlers_next(h, &intake->stack)) {
    job_again(&intake->loop->activity, intake->job);
    if (!deliver(T, intake, false)) return false;
  }
  return true;
}

/*
** intake, callback or nil, Handlers -> nothing. It may yield: then the handlers
** of that packet are called when it goes on, and the intake may have ended.
*/
static int serve(lua_State *T) {
  Intake *intake = lua_touserdata(T, 1);
  handlers_pushlist(T, 3);
  lua_replace(T, 3);
  intake->list = intake->session->handlers->list;
  while (deliver_all(T, intake) && intake->pulls && find(intake))
    job_again(&intake->loop->activity, intake->job);
  return 0;
}

/* --- around the thread --- */

/* Has the thread serve the frame in intake->stack. False: an error, or a yield,
** or it is the turn of what waits in the scheduler's queue. */
static bool enter(Intake *intake) {
  lua_State *T = intake->thread;
  lua_pushcfunction(T, serve);
  lua_pushlightuserdata(T, intake);
  lua_pushvalue(T, 2);
  lua_pushvalue(T, 1);
  intake->status = job_resume(&intake->loop->activity, intake->job, 3);
  if (intake->status == LUA_YIELD) {  /* the thread is the scheduler's now */
    intake->job = NULL;
    intake->status = LUA_OK;
    return false;
  }
  return intake->status == LUA_OK && !intake->loop->scheduler->ready;
}

/* A device's frame, from capture_dispatch. */
static bool sink(void *context, const Frame *frame) {
  Intake *intake = context;
  return (!take(intake, frame) || enter(intake)) && goes_on(intake);
}

/* Takes a batch of a file; as capture_result. */
static int pull(Intake *intake, int most, Fault *fault) {
  Capture *capture = intake->session->capture;
  capture_begin(capture, most);
  if (find(intake)) enter(intake);
  return capture_result(capture, fault);
}

/* Makes the thread of an intake ready. Stack: that of loop_turns. */
static void prepare(lua_State *L, Intake *intake) {
  if (intake->job) return;
  intake->job = job_take(L, intake->state);
  intake->thread = intake->job->thread;
  kept_push(L, intake->index);
  lua_pushvalue(L, 2);
  lua_xmove(L, intake->thread, 2);
}

void intake_end(Intake *intake) {
  Job *job = intake->job;
  intake->job = NULL;
  if (job) job_give(intake->loop->activity.L, intake->state, job);
  if (!intake->session) return;
  timers_disarm(&intake->loop->peeked, &intake->session->next_up);
  intake->session->intake = NULL;
  intake->session->changed = NULL;
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
    n = intake->pulls
      ? pull(intake, batch_size(intake), &fault)
      : capture_dispatch(s->capture, batch_size(intake), sink, intake, &fault);
    if (n > 0) advance(intake);
  }
  intake_continues(intake, n, &fault);
}
