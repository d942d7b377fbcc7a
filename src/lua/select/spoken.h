/*
** spoken.h - handlers of messages that streams of TCP carry
*/
#ifndef PYCAP_SPOKEN_H
#define PYCAP_SPOKEN_H

#include "handler.h"

/* Makes what cuts messages for Handlers, if there is none, before a handler of
** a protocol is added that has some. */
void spoken_ask(lua_State *L, State *state, Handlers *handlers,
                unsigned protocol);

/* Notes of which protocols messages are wanted now. True: of some. */
bool spoken_refresh(Handlers *handlers, const Protocols *all);

#endif
