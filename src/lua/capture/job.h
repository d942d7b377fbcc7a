/*
** job.h - pycap.every, after, spawn and sleep
*/
#ifndef PYCAP_JOB_H
#define PYCAP_JOB_H

#include <lua.h>

void open_jobs(lua_State *L);  /* stack: module, state */

#endif
