/*
** module.h - the module, for a program that opens it itself
*/
#ifndef PYCAP_MODULE_H
#define PYCAP_MODULE_H

#include <lua.h>
#include <stdbool.h>

#include "base/state.h"

/* require "pycap" */
PYCAP_EXPORT int luaopen_pycap(lua_State *L);

/*
** Makes the capture at an index the host's own source: what a bare pycap()
** opens and pycap.on handles. It gives `count` packets, -1: all. A script's
** filter is joined to the host's `filter`, NULL: none.
*/
void pycap_source_set(lua_State *L, int capture, long long count,
                  const char *filter);

/*
** The same, opened when first asked for: `open` gets the script's options (a
** table), calls pycap_source_set and returns the capture.
*/
void pycap_opener(lua_State *L, lua_CFunction open);

/*
** True when there are handlers for the source, and it was not read yet; or when
** timers or coroutines wait, and no loop has run: pycap.loop() is to be called.
*/
bool pycap_waits(lua_State *L);

/*
** True when the error at an index is one of ours and the source is a stream
** that turned out to be no capture: it could not be opened.
*/
bool pycap_refused(lua_State *L, int error);

/*
** Stops every loop that runs, and what waits. False: nothing does.
** Async-signal-safe.
*/
bool pycap_interrupt(State *state);

/* Sets a hook on L and on every thread in which callbacks run. As safe. */
void pycap_hook(State *state, lua_State *L, lua_Hook hook);

#endif
