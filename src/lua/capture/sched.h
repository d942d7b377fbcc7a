/*
** sched.h - what a loop runs besides captures: timers and coroutines
**
** There is one scheduler for each Lua state, and whatever loop runs drives it.
** Its clock stands still while none does. Live it goes with the machine's; in a
** loop over files alone it is that of the packets, and so a run is the same
** every time.
*/
#ifndef PYCAP_SCHED_H
#define PYCAP_SCHED_H

#include "../../io/timers.h"
#include "session.h"

#define SHARE 64  /* packets that one takes before the others get a turn */

/* The clock goes no further: what is due later never is. */
#define CLOCK_END (INT64_MAX - 1)

typedef enum JobState {
  JOB_IDLE,     /* not begun; a thread in reserve or in use by a capture */
  JOB_READY,    /* in the queue of those to be resumed */
  JOB_WAITING,  /* for its time, for a capture, or for both */
  JOB_RUNNING,
  JOB_DONE
} JobState;

/*
** A timer, or a coroutine that the loop resumes: a userdata, kept alive until
** it is done. It keeps the timer's function, or the thread.
*/
typedef struct Job {
  Timer timer;              /* the time it waits for */
  struct Job *next;         /* in the queue, among the waiting, in reserve */
  Session *session;  /* whose next() it waits for, NULL: none */
  lua_State *thread;        /* NULL: a timer */
  int64_t period;           /* ns between calls of a timer; 0: one call */
  int arguments;            /* of a coroutine that has not begun */
  int share;                /* packets it may take before it has to yield */
  JobState state;
  bool spawned;             /* by pycap.spawn; else its thread is used again */
  bool expired;             /* its next() has waited long enough */
  bool cancelled;           /* while it ran: closed when it yields */
} Job;

typedef struct Scheduler {
  Timers timers;
  Job *ready, **last;       /* the queue */
  Job *waiting, *reserve;
  Job *current;             /* the job that runs, NULL: none */
  int reserved;
  int once;                 /* jobs among the timers that end some time */
  int spawned;              /* coroutines of pycap.spawn that are not done */
  int64_t now;              /* ns: the clock while it stands still, */
  int64_t offset;           /* and what it is ahead of clock_now */
  bool live;
  unsigned anchor;          /* files that are read with the same shift ... */
  int64_t shift;            /* ... which makes packets' time the clock's */
  bool ran;                 /* some loop has run */
} Scheduler;

/* A sum that stays within the range. */
static inline int64_t time_plus(int64_t a, int64_t b) {
  int64_t sum;
  if (__builtin_add_overflow(a, b, &sum)) return a < 0 ? INT64_MIN : INT64_MAX;
  return sum;
}

/* The same of a difference. */
static inline int64_t time_minus(int64_t a, int64_t b) {
  int64_t left;
  if (__builtin_sub_overflow(a, b, &left)) return a < 0 ? INT64_MIN : INT64_MAX;
  return left;
}

/* True when a timer is due by then. */
static inline bool sched_due(const Scheduler *s, int64_t now) {
  const Timer *first = timers_first(&s->timers);
  return first && first->due <= now;
}

int64_t sched_now(const Scheduler *s);

/* Lets the clock go with the machine's, or stand still. */
void sched_live(Scheduler *s, bool live);

/* Moves a clock that stands still forward, never back. */
static inline void sched_advance(Scheduler *s, int64_t to) {
  if (to > CLOCK_END) to = CLOCK_END;
  if (to > s->now) s->now = to;
}

/* --- jobs --- */

/*
** Pushes a new job, kept alive, with what is on top (the function, the thread),
** which it takes.
*/
Job *job_new(lua_State *L);

/* Pushes a job. */
void job_push(lua_State *L, const Job *job);

/* Ends a job that is in no list: it may be collected now. Does not raise. */
void job_drop(lua_State *L, Job *job);

/* A thread in which to run something; job_give takes it back, empty again. */
Job *job_take(lua_State *L, State *state);
void job_give(lua_State *L, State *state, Job *job);

/* Has a job wait until `due`; raises for want of memory. */
void job_arm(lua_State *L, Scheduler *s, Job *job, int64_t due);
void job_disarm(Scheduler *s, Job *job);

/* Puts a job at the end of the queue, and takes it off whatever it awaits. */
void job_wake(Scheduler *s, Job *job);

/* Has a job wait for a frame of a session, which is busy until it wakes. */
void job_await(Scheduler *s, Job *job, Session *session);

/*
** The job that a function called in L may have wait: the one that runs, if L
** is its own thread, and no coroutine or C function of the user's is between.
** NULL: whoever waits has to block.
*/
Job *job_yielding(lua_State *L, State *state);

/* Ends a job whatever it does; raises what its variables' closing raised. */
void job_cancel(lua_State *L, State *state, Job *job);

/*
** Resumes a job with `n` arguments on its thread; LUA_YIELD: it waits, or is in
** the queue. Does not raise: another status is an error, on top of its thread.
*/
int job_resume(Activity *activity, Job *job, int n);

/* Raises what job_resume returned, and drops the job. */
int job_raise(Activity *activity, Job *job);

/* --- for loops: all of these may raise --- */

/* Resumes what is in the queue now. */
void sched_ready(Activity *activity);

/*
** Runs what is due first. On the packets' clock `to` is the time of the next
** packet.
*/
void sched_fire(Activity *activity, int64_t to);

void open_scheduler(lua_State *L);  /* stack: module, state */

#endif
