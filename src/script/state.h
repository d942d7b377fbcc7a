/*
** state.h - a Lua state for a script, with its memory and its limits
*/
#ifndef PYCAP_SCRIPT_STATE_H
#define PYCAP_SCRIPT_STATE_H

#include "../limits/limits.h"
#include "../lua/host.h"
#include "pool.h"

typedef struct Script {
  Limits limits;
  Pool pool;
  lua_State *L;
  Host host;      /* what the module asks of its host; set before opening it */
  State *module;  /* the module; NULL until script_openmodule */
} Script;

/*
** Makes the Lua state. Before the call *script is all zeros, except the limits
** that the caller has set. It must not be moved afterwards. False: not enough
** memory.
*/
bool script_open(Script *script);

/* Closes the Lua state, and frees its memory. */
void script_close(Script *script);

/* Sets up the garbage collector; in a privileged program also makes the
** libraries ignore the environment. Call it before the libraries are opened, in
** protected mode. */
void script_prepare(Script *script);

/* In a privileged program, removes relative directories from package.path and
** package.cpath: the current directory may be another user's. Call it in
** protected mode. */
void script_hidepaths(lua_State *L);

/* Opens the module and pushes it. Call it in protected mode. */
void script_openmodule(Script *script);

/* True where the program has privileges that its user lacks. Such a program
** loads no code that the user's environment or directory chooses. */
bool script_privileged(void);

#endif
