/*
** drain.h - what conversations have put together, handed over between packets
*/
#ifndef PYCAP_DRAIN_H
#define PYCAP_DRAIN_H

#include "../select/handler.h"
#include "session.h"

/*
** Hands over what the Handlers at an index of activity->L have in their queue,
** and with `end` what waits for more frames, too. Stops when the activity is
** stopped. It raises the errors of handlers; what is left stays in the queue.
*/
void drain(Activity *activity, int handlers, bool end);

/* The same with `end`, in an activity of its own. `session` (NULL: none) is in
** use meanwhile, and is closed then. */
void drain_all(lua_State *L, State *state, int handlers, Session *session);

/* In a thread: table of handlers, Handlers, stack -> nothing. Calls those that
** handlers_next has found due. It may yield. */
int drain_one(lua_State *thread);

#endif
