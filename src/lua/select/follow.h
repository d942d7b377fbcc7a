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

/* The limits of a table when none are given: where the script's memory is
** limited, a quarter of it at most. */
FlowsLimits follow_usual(const State *state);

/* Adds `by` to the counts of handlers of flows that a handler is in. */
void follow_count(Handlers *handlers, const Handler *handler, unsigned by);

/* Says, by these counts, what conversations are to do for flows. */
void follow_settle(Handlers *handlers);

/* Adds what has to be decoded for flows. */
void follow_interest(Handlers *handlers, const Protocols *all);

/* Puts the records that some handler wants of the current frame into the
** queue. */
void follow_report(const Handlers *handlers);

/* True when a delivery that is a record is for a handler of flows. */
bool follow_wants(const Handler *handler, const Delivery *delivery);

#endif
