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
static void await(lua_State *L, Reading *in, int64_t deadline) {
  struct pollfd polled[2 * 4 + 1];
  Session *sessions[4];
  Polling polling = {polled, sessions, 0, 4, deadline};
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
    unsigned count = 2 * (unsigned)polling.count;
    int wakefd = in->loop.state->host->wakefd;
    polling.polled[count] = (struct pollfd){wakefd, POLLIN, 0};
    wait_poll(polling.polled, count + 1, polling.deadline, state_pending,
              in->loop.state);
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
  state_stop(in->loop.state);
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
    sched_fire(&in->loop, now);
  for (int i = 0; i < in->count; i++) {
    Run *run = &in->runs[i];
    if (!run->session) continue;
    if (run_is_over(run) || !run->session->idle) run_take(L, run, INT64_MAX);
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
    int n = run_is_over(run) ? 0 : peek(run->session, &time, &fault);
    if (run_goes_on(run, n, &fault)) offer(first, run->session, run, time);
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
  if (now > CLOCK_END && first.session) now = CLOCK_END;
  if (sched_due(scheduler, now) && (first.session || in->count == 0)) {
    sched_fire(&in->loop, first.session ? now : scheduler->now);
  } else if (first.session) {
    sched_advance(scheduler, now);
    if (first.run) run_take(L, first.run, first.until);
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

int reading_run(lua_State *L) {
  Reading *in = lua_touserdata(L, 1);
  in->loop.L = L;
  const Host *host = in->loop.state->host;
  do {
    if (host->turn) host->turn(host->context, L);
    sched_ready(&in->loop);
    if (has_ended(in)) break;
    choose_clock(in);
  } while (in->loop.packets ? turn_packets(L, in) : turn_live(L, in));
  return 0;
}
