/*
** intake.h - a loop over captures, and the part that each has in it
*/
#ifndef PYCAP_INTAKE_H
#define PYCAP_INTAKE_H

#include "../select/handler.h"
#include "sched.h"

struct Loop;

/* A capture's part in a loop: its packets, taken up to a limit. */
typedef struct Intake {
  lua_State *thread;    /* callbacks run here; [1] the handlers' table
                           [2] the callback */
  struct Handler **list;  /* of the handlers in [1] */
  State *state;
  Session *session;     /* NULL: its part has ended */
  struct Loop *loop;
  Job *job;             /* whose thread it is; NULL: one is to be taken */
  int index;            /* of the capture, on run_intakes's stack */
  int64_t until;        /* later packets wait: another file's come first */
  int64_t limit;        /* the same, or the time before the next timer */
  int64_t last;         /* the time of the last packet */
  int64_t newest;       /* a later packet is the last of a dispatch */
  bool over;            /* that one has come */
  bool callback;
  uint8_t futile;       /* quick looks that turned nothing away, and then frames
                           without one */
  unsigned version;     /* of the protocols that root and handlers go by */
  int status;           /* not LUA_OK: the error is on top of the thread */
  lua_Integer passed, count;
  Stack stack;
} Intake;

/* A loop over captures. */
typedef struct Loop {
  Activity activity;
  Scheduler *scheduler;
  Intake *intakes;
  int count;
  int left;             /* intakes that have not ended */
  bool waits;           /* it is no dispatch */
  bool files, devices;  /* what was read in it */
  bool starved;         /* a stream has yet to say when its next packet is */
  bool woke;            /* a coroutine has an end or a fault to see first */
} Loop;

/* True when an intake is over, whatever there is to read. */
bool intake_is_over(const Intake *intake);

/*
** Takes what a reading function returned for an intake, and ends it if that was
** the last. True: there may be more to read now. Raises a fault.
*/
bool intake_continues(Intake *intake, int n, const Fault *fault);

/* Takes one batch of packets up to `until`. Stack: that of loop_turns. */
void intake_take(lua_State *L, Intake *intake, int64_t until);

/* Ends an intake, whatever is left to read. */
void intake_end(Intake *intake);

#endif
