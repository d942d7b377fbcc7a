/*
** session.h - a capture as Lua has it, and the handlers that run on it
*/
#ifndef PYCAP_SESSION_H
#define PYCAP_SESSION_H

#include "../../io/capture.h"
#include "../select/fields.h"
#include "../base/state.h"

/* In the registry: the class, the host's source, the handlers of pycap.on. */
#define CAPTURE_CLASS "pycap.capture"
#define SOURCE_KEY "pycap.source"
#define HANDLERS_KEY "pycap.handlers"
#define FILTER_KEY "pycap.source.filter"  /* what the host opened it with */

/*
** The handlers of a capture. User value: a table of the callbacks at 1..n, then
** the Handlers themselves, and `list` at 0; neither is ever changed in place.
*/
typedef struct Handlers {
  bool any;
  bool texts;                   /* some are handed addresses as text */
  unsigned count;
  struct Handler **list;
  uint8_t interest[PROTOCOLS_MAX];
  View view;                    /* of the frame that is being looked at, */
  const struct Handler *viewed; /* as this handler looks at it */
} Handlers;

/* One handler. User values: its Handlers, what its fields refer to. */
typedef struct Handler {
  State *state;
  uint16_t protocol;
  bool cancelled;
  bool due;              /* to be called for the frame that is looked at */
  bool object;           /* with header and packet; else what fields list */
  uint8_t arguments;
  const LuaTally *tally; /* instead of a callback; NULL: none */
  Fields fields;
} Handler;

/* A capture. User value: its Handlers. */
typedef struct Session {
  Capture *capture;       /* NULL: closed */
  Handlers *handlers;
  lua_Integer timeout;    /* ms that next() waits, 0: for ever */
  lua_Integer left;       /* packets that it may still give, -1: no limit */
  unsigned root;          /* the protocol that its frames begin with */
  unsigned anchor;        /* the Scheduler's when it was read last */
  bool used;              /* it was read from */
  bool opened, refused;   /* its header has come; and was none */
  bool busy, closing;
  Job *waiter;            /* the coroutine whose next() waits, NULL: none */
  struct Session *volatile peer;  /* another of the same loop */
  bool idle;              /* the last read found nothing: poll, */
  int64_t again;          /* and read at this time all the same */
} Session;

/* Whoever waits or delivers: what a Ctrl-C is to stop. They nest. */
typedef struct Loop {
  lua_State *L;
  State *state;
  struct Loop *outer;
  Session *volatile sessions;   /* those that it reads */
  lua_State *volatile thread;   /* where callbacks run just now, NULL: none */
  volatile bool stopped;
  bool packets;                 /* the clock is that of the packets */
  unsigned anchor;              /* the Scheduler's, 0: no packet came yet */
  int64_t shift;                /* packets' time and this is the clock's */
} Loop;

/* Around everything that waits or delivers. */
void loop_begin(lua_State *L, State *state, Loop *loop);
void loop_end(Loop *loop);
void loop_stop(Loop *loop);  /* async-signal-safe */

/* The loop reads a session; and does so no longer. */
void session_enter(Loop *loop, Session *s);
void session_leave(Loop *loop, Session *s);

/* Pushes new Handlers. */
Handlers *handlers_new(lua_State *L);

/*
** Adds the handler that arguments from `arg` on describe (protocol, perhaps a
** table of fields and conditions, callback or tally) to the Handlers at index
** `handlers`; pushes it.
*/
int handlers_on(lua_State *L, State *state, int handlers, int arg);

/*
** Decodes a frame as far as the handlers need, counts it in their tallies, and
** says whether one has to be called: then handlers_run does that. Enters no
** Lua.
*/
bool handlers_want(Handlers *handlers, Stack *stack);

/*
** Calls the handlers at index `handlers` that are due: for the packet at index
** `packet`, or with 0 for the frame that handlers_want said so of, and makes
** the packet only if need be. Handlers may yield: to be called last, `return
** handlers_run(...)`, from a function that lua_resume called. After the first
** call nothing is read from the frame any more.
*/
int handlers_run(lua_State *L, State *state, int handlers, int packet,
                 Stack *stack);

void open_handlers(lua_State *L);  /* stack: module, state */

/* The open capture at `arg`, not in use; raises otherwise. */
Session *session_check(lua_State *L, int arg);

/*
** Runs a hook that a signal has set on the main thread (lua.c does so on
** Ctrl-C), and sets it on L. It may raise. To be called before each wait.
*/
void state_interrupt(lua_State *L, State *state);

/* Stops all loops if the host wants that. To be called in each turn. */
void state_stop(State *state);

/* For waits: true when state_interrupt has something new to run, or the loop
** that runs is to stop. */
bool state_pending(void *state);

/* capture_ready; it remembers a stream that is no capture. */
int session_ready(Session *s, Fault *fault);

/* The open capture at 1, whose header has come: waits for it on a stream. */
Session *session_checkready(lua_State *L);

/* What a wait is to begin with: see capture_poll and capture_again. */
void session_idle(Session *s);

/*
** Waits for the next packet of the capture at 1 and returns it; nothing at the
** end. With `wanted` it is the next one of that, and what is listed is returned
** instead. It may yield: to be called last, `return session_next(...)`, by a
** function whose first upvalue is the state.
*/
int session_next(lua_State *L, const Wanted *wanted);

/* capture:next and capture:packets (next.c); upvalue 1: the state. */
int capture_next_lua(lua_State *L);
int capture_receive(lua_State *L);  /* ask.c gives it to the Lua parts */
int capture_packets(lua_State *L);

/* Pushes the host's source, if it is to be what pycap.loop() reads. */
bool source_push(lua_State *L);

/* pycap.capture and capture:close (capture.c). */
int module_capture(lua_State *L);
int capture_close_lua(lua_State *L);

/* capture:loop and capture:dispatch (loop.c). */
int capture_loop_lua(lua_State *L);
int capture_dispatch_lua(lua_State *L);
int module_loop(lua_State *L);

#endif
