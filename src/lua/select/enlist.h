/*
** enlist.h - the list of handlers: adding one, and taking one off
*/
#ifndef PYCAP_ENLIST_H
#define PYCAP_ENLIST_H

#include "handler.h"

/* Has new Handlers, on top, keep an empty list. */
void enlist_begin(lua_State *L, Handlers *handlers);

/* Adds the handler on top, whose callback or sink is below it, to the Handlers
** at an index. */
void enlist(lua_State *L, int handlers);

/* Takes a handler off the list of the Handlers at an index. */
void enlist_cancel(lua_State *L, int handlers, Handler *handler);

#endif
