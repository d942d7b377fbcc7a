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
** The handlers of a capture. They keep (base/keep.h) a table: callbacks at 1 to
** n, then the Handlers of each, `list` at 0 and themselves at -1. Neither table
** nor list is ever changed in place.
*/
typedef struct Handlers {
  bool any;
  bool every;                   /* some are for every packet */
  bool texts;                   /* some are handed addresses as text */
  unsigned count;
  struct Handler **list;
  unsigned version;             /* of the protocols that this is right for */
  uint8_t interest[PROTOCOLS_MAX];
  View view;                    /* of the frame that is being looked at, */
  const struct Handler *viewed; /* as this handler looks at it; */
  unsigned matched;             /* so many were looked at for it */
} Handlers;

/* One handler. It keeps its Handlers, and what its fields refer to. */
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

/* Finds out anew what they want, of protocols that were changed. */
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
** Decodes a frame as far as the handlers need, hands it to their sinks, and
** says whether one has to be called: then handlers_run does that. Enters no
** Lua.
*/
bool handlers_want(Handlers *handlers, Stack *stack);

/*
** Calls the handlers that are due for the frame that handlers_want said so of;
** their table is on top. The packet is the one at index `packet`, or with 0
** made if need be. Handlers may yield: to be called last, `return
** handlers_run(...)`, from a function that lua_resume called. After the first
** call nothing is read from the frame any more.
*/
int handlers_run(lua_State *L, State *state, Handlers *handlers, int packet,
                 Stack *stack);

/*
** The same for a packet that callbacks may have kept for long: finds out which
** are due now. `list`: a table of these Handlers, perhaps of earlier ones.
*/
int handlers_again(lua_State *L, State *state, int list, int packet);

void open_handlers(lua_State *L);  /* stack: module, state */

#endif
