/*
** session.h - a capture as Lua has it, and the loops that read it
*/
#ifndef PYCAP_SESSION_H
#define PYCAP_SESSION_H

#include <limits.h>

#include "../../io/capture.h"
#include "../base/error.h"
#include "../../core/share.h"
#include "../../io/timers.h"
#include "../base/state.h"

struct Handlers;
struct Intake;
struct Job;

#define NO_LINK UINT_MAX  /* no frame has been read yet */

#define CAPTURE_CLASS "pycap.capture"  /* of them in the registry */

/* A capture. It keeps its Handlers. */
typedef struct Session {
  Timer next_up;          /* among those whose next packet's time is known */
  Capture *capture;       /* NULL: closed */
  struct Handlers *handlers;
  State *state;           /* where it is the source that is watched, or NULL */
  lua_Integer timeout;    /* ms that next() waits, 0: for ever */
  lua_Integer left;       /* packets that it may still give, -1: no limit */
  uint64_t taken;         /* packets that it has given */
  unsigned link, root;    /* the last frame's link type, or NO_LINK; and the
                             protocol that such frames begin with */
  Share *share;           /* frames of other shares are skipped; NULL: none */
  unsigned anchor;        /* the Scheduler's when it was read last */
  bool used;              /* it was read from */
  bool opened, refused;   /* its header has come; but is no capture's */
  bool busy, closing;
  struct Job *waiter;     /* the coroutine whose next() waits, NULL: none */
  struct Intake *intake;  /* of the loop that reads it, NULL: none; */
  bool *changed;          /* set for that when it is to end before its packets
                             do, or NULL */
  struct Session *volatile peer;  /* another of the same loop */
  bool idle;              /* the last read found nothing, so poll first; */
  int64_t again;          /* but read at this time in any case */
} Session;

/* A call that waits for packets or delivers them, and that Ctrl-C has to stop.
** Such calls nest. */
typedef struct Activity {
  lua_State *L;
  State *state;
  struct Activity *outer;
  Session *volatile sessions;   /* those that it reads */
  lua_State *volatile thread;   /* where callbacks run just now, NULL: none */
  volatile bool stopped;
  bool packets;                 /* the clock is that of the packets */
  unsigned anchor;              /* the Scheduler's; 0: no packet came yet */
  int64_t shift;                /* ns: added to packets' times it gives the
                                   clock's */
} Activity;

/* Begin and end an activity; activity_stop has it end soon. */
void activity_begin(lua_State *L, State *state, Activity *activity);
void activity_end(Activity *activity);
void activity_stop(Activity *activity);  /* async-signal-safe */

/* Begin and end the reading of a session in an activity. */
void session_enter(Activity *activity, Session *s);
void session_leave(Activity *activity, Session *s);

/* True when an open capture reads the file of this name, or the host is going
** to. */
bool session_reads(const State *state, const char *filename);

/* True when a capture is open and not in use; and the error when it is not. */
static inline bool session_isfree(const Session *s) {
  return s->capture && !s->closing && !s->busy;
}

void session_refuse(lua_State *L, const Session *s);

/* The open capture at `arg`, not in use; raises otherwise. */
Session *session_check(lua_State *L, int arg);

/* The same, but it may be in use: called from its own callback. */
Session *session_checkopen(lua_State *L, int arg);

/* Tell a host that watches the source that its device was opened, and that it
** is closed. */
void session_watch(Session *s, State *state);
void session_unwatch(Session *s);

/* Tells the loop that reads a session to look whether it is to end. */
static inline void session_change(Session *s) {
  if (s->changed) *s->changed = true;
}

/* Closes the capture; a busy one is closed as soon as it is not. */
void session_close(Session *s);

/*
** Runs a hook that a signal handler has set on the main thread, as lua.c does
** on Ctrl-C, and sets it on L, too. It may raise. Call it before each wait.
*/
void state_interrupt(lua_State *L, State *state);

/* Stops all loops if the host asks for that. Call it in each turn. */
void state_stop(State *state);

/* A Pending (io/wait.h): true when state_interrupt has a new hook to run, or
** the running loop has to stop. */
bool state_pending(void *state);

/* As capture_ready; it also sets `refused` of a stream that is no capture. */
int session_ready(Session *s, Fault *fault);

/* The open capture at 1, whose header has come: waits for it on a stream. */
Session *session_checkready(lua_State *L);

/* The protocol that a frame of the session begins with. */
static inline unsigned session_root(Session *s, const Protocols *all,
                                    const Frame *frame) {
  if (s->link == frame->link) return s->root;
  s->link = frame->link;
  return s->root = protocols_root(all, frame->link);
}

/* Sets `idle` and `again` after a read that found nothing (see capture_poll and
** capture_again). */
void session_idle(Session *s);

#endif
