/*
** intake.h - a loop over captures, and the part that each has in it
*/
#ifndef PYCAP_INTAKE_H
#define PYCAP_INTAKE_H

#include "../select/handler.h"
#include "sched.h"

struct Loop;

/* One capture that a loop reads. */
typedef struct Intake {
  lua_State *thread;    /* callbacks run here; [1] the Handlers,
                           [2] the callback */
  HandlerList *list;    /* of the handlers that it has */
  State *state;
  Session *session;     /* NULL: it has ended */
  struct Loop *loop;
  Job *job;             /* that owns the thread; NULL: take one first */
  int index;            /* of the capture, on run_intakes's stack */
  int64_t until;        /* later packets have to wait for another file's */
  int64_t limit;        /* the same, or the last time before the next timer */
  int64_t last;         /* the time of the last packet */
  int64_t newest;       /* of a dispatch: the first packet that is later than
                           this is its last */
  bool over;            /* that packet has come */
  bool callback;
  bool pulls;           /* it reads a file: one call serves many packets */
  uint8_t futile;       /* counts quick tests that rejected no frame; after too
                           many of them, frames that are not tested */
  unsigned version;     /* of the protocols that root and handlers were made
                           for */
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
  bool waits;           /* it blocks: it is no dispatch */
  bool files, devices;  /* some of its captures are files, devices */
  bool starved;         /* the time of some stream's next packet is not known */
  bool woke;            /* an end or a fault woke a coroutine, which has to run
                           first */
  Timers peeked;        /* sessions by the time of their next packet, but for */
  Intake *taken;        /* this one's, NULL: none; */
  bool changed;         /* all have to be asked again */
} Loop;

/* True when an intake takes no more packets, even if there are any. */
bool intake_is_over(const Intake *intake);

/*
** Handles `n`, the result of a function that read packets for an intake: ends
** the intake at the end of its capture, and raises a fault. True: there may be
** more to read now.
*/
bool intake_continues(Intake *intake, int n, const Fault *fault);

/* Hands over what of a device has waited for frames for too long. Returns when
** it is to be called again, of clock_now. */
int64_t intake_expire(Intake *intake);

/* Reads one batch of packets up to time `until`. Stack: that of loop_turns. */
void intake_take(lua_State *L, Intake *intake, int64_t until);

/* Ends an intake, even if packets are left. */
void intake_end(Intake *intake);

#endif
