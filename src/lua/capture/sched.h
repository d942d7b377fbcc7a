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

#define SHARE 64  /* packets that a job takes before the others get a turn */

/* The largest time of the clock: a timer that is due later never fires. */
#define CLOCK_END (INT64_MAX - 1)

typedef enum JobState {
  JOB_IDLE,     /* not begun; or its thread is in reserve, or a capture's */
  JOB_READY,    /* in the queue of jobs to be resumed */
  JOB_WAITING,  /* for its time, for a capture, or for either */
  JOB_RUNNING,
  JOB_DONE
} JobState;

/*
** A timer, or a coroutine that the loop resumes: a userdata, kept alive until
** it is done. It keeps the timer's function, or the thread.
*/
typedef struct Job {
  Timer timer;              /* the time it waits for */
  struct Job *next;         /* in the queue, among the waiting, in reserve; */
  struct Job **at;          /* what points to it among the waiting */
  Session *session;         /* whose next() it waits for, NULL: none */
  lua_State *thread;        /* NULL: a timer */
  int64_t period;           /* ns between calls of a timer; 0: one call */
  int arguments;            /* of a coroutine that has not begun */
  int share;                /* packets it may take before it has to yield */
  JobState state;
  bool spawned;             /* by pycap.spawn; else its thread is reused */
  bool file;                /* it waits for a file's packet */
  bool expired;             /* its next() has waited long enough */
  bool cancelled;           /* while it ran: closed when it yields */
  bool nested;              /* it runs within another one */
} Job;

typedef struct Scheduler {
  Timers timers;
  Job *ready, **last;       /* the queue */
  Job *waiting, **tail;     /* those that wait for captures: the list's end; */
  Job *fresh;               /* from this one on, they have to be asked for the
                               time of their packet; the others are in */
  Timers peeked;            /* these sessions, by that time; */
  int files, devices;       /* how many of them wait for files, for devices */
  Job *reserve;
  Job *current;             /* the job that runs, NULL: none */
  int reserved;
  int once;                 /* jobs among the timers that do not repeat */
  int spawned;              /* coroutines of pycap.spawn that are not done */
  int64_t now;              /* ns: the clock's time while it stands still */
  int64_t offset;           /* ns: how far the clock is ahead of clock_now */
  bool live;                /* the clock runs */
  unsigned anchor;          /* identifies files that share a shift */
  int64_t shift;            /* ns: packets' times plus this are the clock's */
  bool ran;                 /* some loop has run */
} Scheduler;

/* The sum, or the nearest number that there is. */
static inline int64_t time_plus(int64_t a, int64_t b) {
  int64_t sum;
  if (__builtin_add_overflow(a, b, &sum)) return a < 0 ? INT64_MIN : INT64_MAX;
  return sum;
}

/* The same for the difference. */
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

/* The time of the clock, in ns. */
int64_t sched_now(const Scheduler *s);

/* Has the clock run with the machine's, or stand still. */
void sched_live(Scheduler *s, bool live);

/* Moves a clock that stands still forward; never back. */
static inline void sched_advance(Scheduler *s, int64_t to) {
  if (to > CLOCK_END) to = CLOCK_END;
  if (to > s->now) s->now = to;
}

/* --- jobs --- */

/*
** Makes a job of the function or thread on top, which it pops, and pushes it.
** It is kept alive.
*/
Job *job_new(lua_State *L);

/* Pushes a job. */
void job_push(lua_State *L, const Job *job);

/* Ends a job that is in no list; it may be collected then. Does not raise. */
void job_drop(lua_State *L, Job *job);

/* job_take returns a job with an empty thread to run something in; job_give
** puts it back, with its thread empty again. */
Job *job_take(lua_State *L, State *state);
void job_give(lua_State *L, State *state, Job *job);

/* job_arm has a job wait until `due`, and raises if there is no memory;
** job_disarm ends that. */
void job_arm(lua_State *L, Scheduler *s, Job *job, int64_t due);
void job_disarm(Scheduler *s, Job *job);

/* Puts a job at the end of the queue: it waits for nothing any more. */
void job_wake(Scheduler *s, Job *job);

/* Has a job wait for a frame of a session, which is busy until it wakes. */
void job_await(Scheduler *s, Job *job, Session *session);

/*
** The job that a function called in L may make wait by yielding: the one that
** runs, if L is its own thread, without a coroutine or a C function of the
** script between. NULL: the function has to block instead.
*/
Job *job_yielding(lua_State *L, State *state);

/* Ends a job in any state. Raises the error of its to-be-closed variables. */
void job_cancel(lua_State *L, State *state, Job *job);

/*
** Resumes a job with `n` arguments on its thread. LUA_YIELD: it waits, or is in
** the queue; LUA_OK: it has ended. Any other status is an error, which is on
** top of its thread. Does not raise.
*/
int job_resume(Activity *activity, Job *job, int n);

/* A job that runs goes on with the next packet, as if it were resumed for it. */
void job_again(const Activity *activity, Job *job);

/* Raises the error of a job that job_resume returned, and drops the job. */
int job_raise(Activity *activity, Job *job);

/* --- for loops: all of these may raise --- */

/* Resumes the jobs that are in the queue now. */
void sched_ready(Activity *activity);

/*
** Runs the timer that is due first. On the packets' clock, `to` is the time of
** the next packet.
*/
void sched_fire(Activity *activity, int64_t to);

void open_scheduler(lua_State *L);  /* stack: module, state */

#endif
