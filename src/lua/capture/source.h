/*
** source.h - the host's source: what a bare pycap() opens and pycap.on handles
*/
#ifndef PYCAP_SOURCE_LUA_H
#define PYCAP_SOURCE_LUA_H

#include "session.h"

/* In the registry: the source, the handlers of pycap.on. */
#define SOURCE_KEY "pycap.source"
#define HANDLERS_KEY "pycap.handlers"

/* Pushes the host's source. False, without a push: pycap.loop() does not read
** it. */
bool source_push(lua_State *L);

/*
** Pushes the source for a script that asks for a capture with the options in
** the table at 1. The first call opens it; later ones may set its time-out, a
** filter (NULL: none) and what becomes of fragments. False: the host has no
** source.
*/
bool source_take(lua_State *L, lua_Integer timeout, const char *filter);

/* True when the source has handlers. */
bool source_handled(lua_State *L);

void open_source(lua_State *L);  /* stack: module, state */

#endif
