/*
** turn.h - the turns of a loop: whose is next, and what to wait for
*/
#ifndef PYCAP_TURN_H
#define PYCAP_TURN_H

#include "intake.h"

/*
** Runs a loop until its captures end or it is stopped. Called by pcall: (Loop,
** callback, captures...) -> nothing.
*/
int loop_turns(lua_State *L);

#endif
