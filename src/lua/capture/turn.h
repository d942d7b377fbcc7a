/*
** turn.h - the turns of a loop: whose is next, and what to wait for
*/
#ifndef PYCAP_TURN_H
#define PYCAP_TURN_H

#include "intake.h"

/*
** Protected: reading, callback, captures... -> nothing. Returns at the end or a
** stop.
*/
int loop_turns(lua_State *L);

#endif
