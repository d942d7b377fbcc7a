/*
** handler.h - handlers: what is called for which protocol
*/
#ifndef PYCAP_HANDLER_H
#define PYCAP_HANDLER_H

#include "sink.h"

/* Where results of handlers go that a host feeds: see pycap.h. */
typedef struct Outcome {
  lua_State *thread;        /* of the handlers whose results count */
  const struct Frame *frame;
  int table;                /* reference: the bytes of packets go there, */
  lua_Integer slot;         /* at this index */
  bool dropped, replaced;
  const struct Handler *handler;  /* whose callback was called last */
} Outcome;

/*
** The handlers of a capture. User value: a table of the callbacks at 1..n, then
** the Handlers themselves, and `list` at 0; neither is ever changed in place.
*/
typedef struct Handlers {
  bool any;
  bool every;                   /* some are for every packet */
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
  Sink *sink;            /* instead of a callback; NULL: none. It is due when
                            it failed */
  Fields fields;
} Handler;

/* Pushes new Handlers. */
Handlers *handlers_new(lua_State *L);

/*
** The Handlers at an index. Raises when there are none, or when their list is
** not theirs any more: scripts with debug.setuservalue can reach both.
*/
Handlers *handlers_check(lua_State *L, int index);

/*
** Adds the handler that arguments from `arg` on describe (protocol, perhaps a
** table of fields and conditions, callback or sink) to the Handlers at index
** `handlers`; pushes it.
*/
int handlers_on(lua_State *L, State *state, int handlers, int arg);

/*
** Decodes a frame as far as the handlers need, hands it to their sinks, and
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

#endif
