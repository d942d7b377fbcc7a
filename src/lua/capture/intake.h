/*
** intake.h - a loop over captures, and the part that each has in it
*/
#ifndef PYCAP_INTAKE_H
#define PYCAP_INTAKE_H

#include "../select/handler.h"
#include "sched.h"

struct Reading;

/* A capture's part in a loop. */
typedef struct Run {
  lua_State *L;
  lua_State *thread;    /* callbacks run here; [1] the Handlers
                           [2] the callback */
  State *state;
  Session *session;     /* NULL: its part has ended */
  struct Reading *in;
  Job *job;             /* whose thread it is; NULL: one is to be taken */
  int index;            /* of the capture, on run_all's stack */
  int64_t until;        /* later packets are another file's turn; */
  int64_t limit;        /* they go back, and those before which a timer is */
  int64_t last;         /* the time of the last packet */
  int64_t newest;       /* a later packet is the last of a dispatch */
  bool over;            /* that one has come */
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

/* True when a run's part is over, whatever there is to read. */
bool run_is_over(const Run *run);

/*
** What a reading function returned for a run, whose part ends if that says so:
** true when there may be more to read now. Raises a fault.
*/
bool run_goes_on(Run *run, int n, const Fault *fault);

/* Takes one batch of packets up to `until`. Stack: that of reading_run. */
void run_take(lua_State *L, Run *run, int64_t until);

/* Ends the part of a run, whatever is left to read. */
void run_finish(Run *run);

#endif
