/*
** due.h - which handlers are due for a frame
*/
#ifndef PYCAP_DUE_H
#define PYCAP_DUE_H

#include "../value/reference.h"
#include "handler.h"

/* Has a handler, which was added or cancelled, be counted, or no more. What
** `interest` has of one that was cancelled stays in it. */
void handlers_count(Handlers *handlers, Handler *handler, bool added);

/* Compares the current frame with the handlers that handlers_want, because it
** was much work, did not reach. */
void handlers_rest(lua_State *L, Handlers *handlers, Stack *stack);

/* Says what is due for a packet that callbacks may have kept for long. Fills in
** its stack. */
void handlers_look(lua_State *L, Handlers *handlers, const State *state,
                   const Packet *packet, Stack *stack);

#endif
