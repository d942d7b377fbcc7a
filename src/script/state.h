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
  Host host;      /* what the module asks; filled in before it is opened */
  State *module;  /* once it is */
} Script;

/*
** Makes the Lua state. The script is all zero but for the limits that are set,
** and stays where it is. False: not enough memory.
*/
bool script_open(Script *script);

/* Closes it, and frees what it has. */
void script_close(Script *script);

/* Sets the collector, and what libraries of a privileged program leave alone.
** Before they are opened; protected. */
void script_prepare(Script *script);

/* Takes what is not below / out of the paths of package in a privileged
** program: the directory it runs in is another's. Protected. */
void script_hidepaths(lua_State *L);

/* Opens the module and pushes it. Protected. */
void script_openmodule(Script *script);

/* True in a program with privileges, in which others choose no code. */
bool script_privileged(void);

#endif
