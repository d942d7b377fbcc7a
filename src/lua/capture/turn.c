/*
** turn.c - the turns of a loop: whose is next, and what to wait for
**
** On the packets' clock there is always one that is first: a timer, or the
** packet with the earliest time. On the machine's, everyone gets a share.
*/
#include "turn.h"

#include <string.h>

#include "../host.h"

/* --- waiting --- */

/* What one wait polls: two descriptors for each session, and the host's. */
typedef struct Polling {
  struct pollfd *polled;
  Session **sessions;
  int count, room;
  int64_t deadline;   /* of clock_now */
} Polling;

/* Adds a session that found nothing, unless it has something by now. */
static void poll_session(Polling *polling, Session *s) {
  if (!s->idle) return;
  if (polling->count == polling->room ||
      !capture_poll(s->capture, polling->polled + 2 * polling->count)) {
    s->idle = false;  /* to be asked again at once */
    polling->deadline = 0;
  } else {
    if (s->again < polling->deadline) polling->deadline = s->again;
    polling->sessions[polling->count++] = s;
  }
}

/* Says of each what came of it. */
static void take_polled(const Polling *polling) {
  int64_t now = clock_now();
  for (int i = 0; i < polling->count; i++) {
    const struct pollfd *polled = polling->polled + 2 * i;
    Session *s = polling->sessions[i];
    if (polled[1].revents != 0) waker_drain(polled[1].fd);
    s->idle = polled[0].revents == 0 && polled[1].revents == 0 &&
              now < s->again;
  }
}

/*
** Room for so many sessions, on top of the stack; a finalizer that runs
** meanwhile may have more of them wait.
*/
static void new_polling(lua_State *L, Polling *polling, size_t most) {
  size_t each = 2 * sizeof *polling->polled + sizeof *polling->sessions;
  char *room = lua_newuserdatauv(
      L, most * each + sizeof *polling->polled, 0);
  polling->sessions = (Session **)(void *)room;
  polling->polled = (struct pollfd *)(void *)(polling->sessions + most);
  polling->count = 0;
  polling->room = (int)most;
}

/*
** Waits until something can be read, `deadline` (of clock_now) or a signal.
** Says in .idle of each session whether it is worth reading.
*/
static void await(lua_State *L, Loop *loop, int64_t deadline) {
  struct pollfd polled[2 * 4 + 1];
  Session *sessions[4];
  Polling polling = {polled, sessions, 0, 4, deadline};
  Scheduler *scheduler = loop->scheduler;
  size_t most = (size_t)loop->left;
  state_interrupt(L, loop->activity.state);
  for (const Job *job = scheduler->waiting; job; job = job->next) most++;
  if (most > 4) new_polling(L, &polling, most);
  for (int i = 0; i < loop->count; i++)
    if (loop->intakes[i].session)
      poll_session(&polling, loop->intakes[i].session);
  for (const Job *job = scheduler->waiting; job; job = job->next)
    poll_session(&polling, job->session);
  if (polling.deadline > 0 || polling.count > 0) {
    unsigned count = 2 * (unsigned)polling.count;
    int wakefd = loop->activity.state->host->wakefd;
    polling.polled[count] = (struct pollfd){wakefd, POLLIN, 0};
    wait_poll(polling.polled, count + 1, polling.deadline, state_pending,
              loop->activity.state);
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
static bool has_ended(const Loop *loop) {
  const Scheduler *s = loop->scheduler;
  state_stop(loop->activity.state);
  if (loop->activity.stopped) return true;
  if (loop->count > 0) return loop->left == 0;
  if (s->ready || s->waiting) return false;
  return loop->activity.packets ? s->once == 0 : s->timers.count == 0;
}

/* True when all captures have yet to find something. */
static bool is_idle(const Loop *loop) {
  for (int i = 0; i < loop->count; i++)
    if (loop->intakes[i].session && !loop->intakes[i].session->idle)
      return false;
  return true;
}

static int64_t earlier(int64_t a, int64_t b) { return a < b ? a : b; }

/* A turn on the machine's clock. False: the loop has ended. */
static bool turn_live(lua_State *L, Loop *loop) {
  Scheduler *scheduler = loop->scheduler;
  int64_t now = sched_now(scheduler), deadline = NO_DEADLINE;
  const Timer *first;
  bool busy = false;
  loop->changed = true;  /* for a turn on the packets' clock */
  while (sched_due(scheduler, now) && !loop->activity.stopped)
    sched_fire(&loop->activity, now);
  for (int i = 0; i < loop->count; i++) {
    Intake *intake = &loop->intakes[i];
    if (!intake->session) continue;
    if (intake_is_over(intake) || !intake->session->idle)
      intake_take(L, intake, INT64_MAX);
    busy |= intake->session && !intake->session->idle;
    deadline = earlier(deadline, intake_expire(intake));
  }
  if (has_ended(loop)) return true;
  first = timers_first(&scheduler->timers);
  if (first && first->due != INT64_MAX)
    deadline = earlier(deadline, time_minus(first->due, scheduler->offset));
  await(L, loop, busy || scheduler->ready || !loop->waits ? 0 : deadline);
  wake_readers(scheduler);
  return loop->waits || !is_idle(loop);
}

/* Whose packet is first, on the packets' clock. */
typedef struct Earliest {
  int64_t time, until;  /* packets up to `until` are first, too */
  Session *session;
  Intake *intake;       /* NULL: a coroutine reads it */
} Earliest;

/* The time of a session's next packet: as capture_peek. */
static int peek(Session *s, int64_t *time, Fault *fault) {
  int n = session_ready(s, fault);
  return n == 1 ? capture_peek(s->capture, time, fault) : n;
}

/* Notes the time of a session's next packet: of those at the same time, the one
** with the least `order` is first. */
static void note(lua_State *L, Timers *peeked, Session *s, int64_t time,
                 uint64_t order) {
  if (!timers_rank(peeked, &s->next_up, time, order))
    fault_throw(L, "memory", "no memory to read so many captures");
}

/* Asks an intake for the time of its next packet. */
static void ask_intake(lua_State *L, Loop *loop, Intake *intake) {
  Fault fault;
  int64_t time = 0;
  if (!intake->session) return;
  int n = intake_is_over(intake) ? 0 : peek(intake->session, &time, &fault);
  if (intake_continues(intake, n, &fault)) {
    note(L, &loop->peeked, intake->session, time,
         (uint64_t)(intake - loop->intakes));
  } else if (intake->session) {
    timers_disarm(&loop->peeked, &intake->session->next_up);
    loop->starved = loop->changed = true;
  }
}

/* The same for the one that packets were just taken of: most often there is
** another, and nothing else to do. */
static void ask_taken(lua_State *L, Loop *loop, Intake *intake) {
  Session *s = intake->session;
  Fault fault;
  int64_t time;
  if (s && !s->handlers->owned && capture_peek(s->capture, &time, &fault) == 1)
    note(L, &loop->peeked, s, time, s->next_up.order);
  else ask_intake(L, loop, intake);
}

/* Asks a coroutine's session; wakes it where there is an end, or a fault. */
static void ask_job(lua_State *L, Loop *loop, Job *job) {
  Scheduler *scheduler = loop->scheduler;
  Session *s = job->session;
  Fault fault;
  int64_t time = 0;
  int n = capture_stopping(s->capture) || s->left == 0
    ? CAPTURE_END : peek(s, &time, &fault);
  if (n == 1) {
    note(L, &scheduler->peeked, s, time, s->next_up.order);
  } else if (n == 0) {
    loop->starved = true;
    session_idle(s);
  } else {
    loop->woke = true;
    job_wake(scheduler, job);
  }
}

/* Asks those whose next packet's time is not known. */
static void ask_all(lua_State *L, Loop *loop) {
  Scheduler *scheduler = loop->scheduler;
  Job *next;
  bool every = loop->changed;
  loop->starved = loop->woke = loop->changed = false;
  for (int i = 0; every && i < loop->count; i++)
    ask_intake(L, loop, &loop->intakes[i]);
  if (!every && loop->taken) ask_taken(L, loop, loop->taken);
  loop->taken = NULL;
  for (Job *job = scheduler->fresh; job; job = next) {
    next = job->next;
    if (job->session->next_up.place == 0) ask_job(L, loop, job);
  }
  scheduler->fresh = loop->starved ? scheduler->waiting : NULL;
}

/* The earlier one; a tie is the intake's. NULL is none. */
static const Timer *earliest(const Timer *intake, const Timer *job) {
  return !intake || (job && job->due < intake->due) ? job : intake;
}

/* Finds it among all that are read; .session is NULL when there is none. */
static void find_earliest(lua_State *L, Loop *loop, Earliest *first) {
  const Timers *intakes = &loop->peeked, *jobs = &loop->scheduler->peeked;
  ask_all(L, loop);
  Timer *intake = timers_first(intakes), *job = timers_first(jobs);
  const Timer *one = earliest(intake, job), *other;
  memset(first, 0, sizeof *first);
  if (!one) return;
  if (one == intake) other = earliest(timers_second(intakes), job);
  else other = earliest(intake, timers_second(jobs));
  first->session = (Session *)(void *)(one == intake ? intake : job);
  first->intake = first->session->intake;
  first->time = one->due;
  first->until = INT64_MAX;
  if (!other) return;
  const Session *next = (const Session *)(const void *)other;
  bool alike = !first->intake == !next->intake;
  bool before = alike ? one->order < other->order : first->intake != NULL;
  first->until = before ? other->due : other->due - 1;
}

/* Makes the first packet's time one of the clock: see Scheduler.anchor. */
static int64_t anchor(Loop *loop, const Earliest *first) {
  Scheduler *scheduler = loop->scheduler;
  Activity *activity = &loop->activity;
  if (activity->anchor == 0) {
    if (first->session->anchor != scheduler->anchor) {
      scheduler->anchor++;
      scheduler->shift = time_minus(scheduler->now, first->time);
    }
    activity->shift = scheduler->shift;
    activity->anchor = scheduler->anchor;
  }
  first->session->anchor = activity->anchor;
  return time_plus(first->time, activity->shift);
}

/* Runs what is first on the packets' clock: a timer, or packets. */
static void run_first(lua_State *L, Loop *loop, const Earliest *first) {
  Scheduler *scheduler = loop->scheduler;
  int64_t now = first->session ? anchor(loop, first) : INT64_MAX;
  if (now < scheduler->now) now = scheduler->now;
  if (now > CLOCK_END && first->session) now = CLOCK_END;
  if (sched_due(scheduler, now) && (first->session || loop->count == 0)) {
    sched_fire(&loop->activity, first->session ? now : scheduler->now);
  } else if (first->session) {
    sched_advance(scheduler, now);
    loop->taken = first->intake;
    if (first->intake) intake_take(L, first->intake, first->until);
    else job_wake(scheduler, first->session->waiter);
  }
}

/* True when nothing but an intake's packets came of the last step, so that it
** needs no new turn to go on. */
static bool goes_on(const Loop *loop) {
  const Scheduler *s = loop->scheduler;
  return loop->taken && !loop->changed && !s->ready && !s->fresh &&
         s->devices == 0;
}

/* A turn on the packets' clock. False: the loop has ended. */
static bool turn_packets(lua_State *L, Loop *loop) {
  Earliest first;
  int steps = 0;
  do {
    find_earliest(L, loop, &first);
    if (loop->woke || has_ended(loop)) return true;
    if (loop->starved) {
      await(L, loop,
            loop->waits && !loop->scheduler->ready ? NO_DEADLINE : 0);
      return loop->waits || !is_idle(loop);
    }
    run_first(L, loop, &first);
  } while (++steps < SHARE && goes_on(loop));
  state_interrupt(L, loop->activity.state);
  return true;
}

/* Decides on the clock: the packets' as long as files alone are read. */
static void choose_clock(Loop *loop) {
  const Scheduler *scheduler = loop->scheduler;
  loop->files |= scheduler->files > 0;
  loop->devices |= scheduler->devices > 0;
  loop->activity.packets = loop->files && !loop->devices;
  if (!loop->activity.packets) loop->activity.anchor = 0;
  sched_live(loop->scheduler, !loop->activity.packets);
}

int loop_turns(lua_State *L) {
  Loop *loop = lua_touserdata(L, 1);
  loop->activity.L = L;
  const Host *host = loop->activity.state->host;
  do {
    if (host->turn) host->turn(host->context, L);
    sched_ready(&loop->activity);
    if (has_ended(loop)) break;
    choose_clock(loop);
  } while (loop->activity.packets ? turn_packets(L, loop) : turn_live(L, loop));
  return 0;
}
