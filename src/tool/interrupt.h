/*
** interrupt.h - how signals reach the Lua code that runs
*/
#ifndef PYCAP_TOOL_INTERRUPT_H
#define PYCAP_TOOL_INTERRUPT_H

#include "../lua/host.h"
#include "options.h"

/*
** From here until interrupt_end the first Ctrl-C ends the loop or the call that
** waits, else, and then, an error is raised in what runs. Signals that request
** something are answered between two instructions.
*/
void interrupt_begin(lua_State *L, State *module, const Options *options);
void interrupt_end(void);

/* True if the error at index 1 comes from Ctrl-C. */
bool interrupt_caused(lua_State *L);

/*
** Of the prompt: interrupt_idle says that no statement runs, so that signals
** are only counted; interrupt_statement says that one begins, and forgets the
** signals before it. From then on coroutines, too, are interrupted.
*/
void interrupt_idle(void);
void interrupt_statement(lua_State *L);

#endif
