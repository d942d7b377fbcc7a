/*
** spoken.h - handlers of messages that streams of TCP carry
*/
#ifndef PYCAP_SPOKEN_H
#define PYCAP_SPOKEN_H

#include "handler.h"

/* True for a protocol whose messages can be cut of streams. */
static inline bool spoken_is(const State *state, unsigned protocol) {
  return messages_has(&state->protocols, protocol);
}

/* Makes what cuts messages, if there is none, before a handler of such a
** protocol is added. */
void spoken_ask(lua_State *L, State *state, Handlers *handlers);

/* Notes of which protocols messages are wanted now. */
void spoken_refresh(Handlers *handlers, const Protocols *all);

#endif
