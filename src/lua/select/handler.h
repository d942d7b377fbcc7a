/*
** handler.h - handlers: what is called for which protocol
*/
#ifndef PYCAP_HANDLER_H
#define PYCAP_HANDLER_H

#include "../../flow/conversations.h"
#include "../value/reference.h"
#include "sink.h"

/*
** Handlers in the order in which they were added. Those that are cancelled stay
** until the list is made anew.
*/
typedef struct HandlerList {
  unsigned room, count;
  unsigned due;    /* how many are due for the current frame, */
  unsigned *dues;  /* and their places, in order */
  struct Handler *all[];
} HandlerList;

/*
** The handlers of a capture. They keep (base/keep.h) a table: [0] is the list,
** [-1] are themselves, [1] is the callback or sink of the handler at place 0,
** [2] that handler, [3] the next one's callback ... A list that is made anew
** has a table of its own.
*/
typedef struct Handlers {
  HandlerList *list;
  struct Index *index;          /* where there are many of them, or NULL */
  bool closed;                  /* it was finalized */
  bool any;
  unsigned live;                /* how many are not cancelled; of these: */
  unsigned every;               /* are for every packet */
  unsigned texts;               /* get addresses as text */
  unsigned above;               /* are for what fragments may carry, if these
                                   are put together */
  unsigned streams;             /* have sinks of streams */
  unsigned version;             /* of the protocols that `interest` is for */
  uint8_t interest[PROTOCOLS_MAX];
  View view;                    /* of the current frame, */
  const struct Handler *viewed; /* for this handler */
  unsigned matched;             /* how many handlers were compared with it */
  Conversations *owned;         /* what they want besides frames, or NULL; */
  Conversations *conversations; /* the same while some handler wants that */
  bool more;                    /* the current frame is a part of it, or the
                                   queue has something. Then */
  bool due;                     /* some callback has to be called for the frame,
                                   which is */
  const Delivery *delivery;     /* this one; NULL: it was captured; */
  uint32_t until;               /* and for handlers whose header begins before
                                   this place */
  unsigned flows;               /* how many are for flows: want to be told */
  unsigned starts, periods, ends;  /* their beginnings, what they are from time
                                   to time, their ends */
} Handlers;

/* One handler. It keeps its Handlers, and what its fields refer to. */
typedef struct Handler {
  State *state;
  uint16_t protocol;
  bool cancelled;
  bool above;            /* Handlers.above counts it */
  unsigned place;        /* in the list */
  bool frames;           /* it gets frames as they came, and nothing else */
  uint8_t at;            /* it gets records of flows: those of this EVENT_...; 0:
                            none */
  int64_t every;         /* of EVENT_EVERY: ns */
  bool object;           /* it gets header and packet; else the listed values */
  uint8_t arguments;
  Sink *sink;            /* instead of a callback, NULL: none. A handler whose
                            sink failed is due */
  Fields fields;
} Handler;

/* Pushes new Handlers. */
Handlers *handlers_new(lua_State *L);

/* Computes `interest` again, and what is counted, after protocols or what is
** wanted of several frames were changed. */
void handlers_refresh(Handlers *handlers, const Protocols *all);

/* Pushes the table that the Handlers at an index keep. */
void handlers_pushlist(lua_State *L, int handlers);

/*
** Adds the handler that arguments from `arg` on describe (protocol, perhaps a
** table of fields and conditions, callback or sink) to the Handlers at index
** `handlers`; pushes it.
*/
int handlers_on(lua_State *L, State *state, int handlers, int arg);

/*
** Decodes a captured frame as far as the handlers need, gives it to their sinks
** and, where conversations are wanted, to these. True: some callback has to be
** called; handlers_run does that. Enters no Lua.
**
** With `more`, `due` says whether it is to be called for this frame; after it,
** handlers_next has to be called until it returns false.
*/
bool handlers_want(Handlers *handlers, Stack *stack);

/*
** The same for what the conversations of these handlers have put together: of
** the first in the queue that some callback has to be called for. False: the
** queue is empty. What it leaves there stays for later.
*/
bool handlers_next(Handlers *handlers, Stack *stack);

/* Has a packet made of the current frame say what part of a conversation it
** is. */
void handlers_mark(const Handlers *handlers, Packet *packet);

/*
** Calls the handlers that are due, after handlers_want returned true; their
** table is on top. The packet is the one at index `packet`; with 0 it is made
** when needed. Handlers may yield, so the caller has to end with `return
** handlers_run(...)`, and has to be called by lua_resume. The frame is not read
** after the first callback was called.
*/
int handlers_run(lua_State *L, State *state, Handlers *handlers, int packet,
                 Stack *stack);

/*
** Does what the sinks that are due, after handlers_want returned true, have to
** do in Lua; `list` is the index of their table. handlers_run does it, too.
*/
void handlers_raise(lua_State *L, Handlers *handlers, int list, Stack *stack);

/*
** The same for a packet that a script kept: finds which handlers are due now.
** `list` is the table of these Handlers, or an earlier one.
*/
int handlers_again(lua_State *L, State *state, int list, int packet);

void open_handlers(lua_State *L);  /* stack: module, state */

#endif
