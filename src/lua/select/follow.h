/*
** follow.h - handlers of flows
*/
#ifndef PYCAP_FOLLOW_H
#define PYCAP_FOLLOW_H

#include "handler.h"

/* True when argument `arg` is "flow", which is no protocol. */
bool follow_named(lua_State *L, int arg);

/*
** Reads the options at argument `arg` of a handler of flows: {at = "start",
** "every" or "end", every = seconds}, or none. Raises.
*/
void follow_options(lua_State *L, int arg, Handler *handler);

/* Has Handlers follow flows, where they do not yet, within these limits; NULL:
** the usual ones. Raises. */
void follow_begin(lua_State *L, State *state, Handlers *handlers,
                  const FlowsLimits *limits);

extern const FlowsLimits follow_usual;

/* Says what the handlers of a list want of flows. */
void follow_refresh(Handlers *handlers, const Protocols *all);

/* Puts the records that some handler wants of the current frame into the
** queue. */
void follow_report(const Handlers *handlers);

/* True when a delivery that is a record is for a handler of flows. */
bool follow_wants(const Handler *handler, const Delivery *delivery);

#endif
