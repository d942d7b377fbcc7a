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
int reading_run(lua_State *L);

#endif
