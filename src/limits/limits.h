/*
** limits.h - the account of what a script may still do in this turn
*/
#ifndef PYCAP_LIMITS_H
#define PYCAP_LIMITS_H

#include <lua.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "memory.h"

/* The limit that was reached in a turn; 0: none. */
enum { LIMIT_MEMORY = 1, LIMIT_INSTRUCTIONS, LIMIT_STOPPED };

/* The account of one Lua state, which lua_getextraspace refers to. */
typedef struct Limits {
  lua_State *L;                 /* the main thread */
  const lua_State *turn;        /* the one this turn began in */
  Memory *memory;
  uint64_t instructions;        /* of a turn, 0: any number */
  uint64_t startup;             /* of loading, 0: 100 times those of a turn */
  const atomic_bool *stopping;  /* true: the script is to end */
  bool starting;                /* this turn has those of loading */
  int64_t left;                 /* instructions of this turn */
  lua_State *running;           /* the thread, as long as Memory.thread is
                                   its block */
  int step;                     /* between two looks; 0: no limit */
  int soon;                     /* the most there are while they are slow */
  int over;                     /* the limit that was reached, 0: none */
  bool telling, told;           /* what is raised was begun, and is made */
  int64_t looked;               /* the time of the last look, ns, */
  int64_t spent, then;          /* of the thread's own, and `left`, when it was
                                   last asked for; 0: not in this turn */
} Limits;

/* Puts the account where all threads of the state find it. */
void limits_attach(Limits *limits, lua_State *L);

static inline Limits *limits_of(lua_State *L) {
  return *(Limits **)lua_getextraspace(L);
}

/* Readies what is raised where there is no memory for more; raises. */
void limits_words(lua_State *L);

/*
** What a coroutine runs between two looks, and what to resume it is charged: so
** much of it may not have been counted yet.
*/
#define LIMITS_RESUME 100

/* A thread runs from now on. */
void limits_resumed(lua_State *thread);

/* Begins a turn (a packet, a timer) that runs in a thread. */
void limits_begin(lua_State *thread);

/* The same for what may take as long as loading. */
void limits_startup(lua_State *thread);

/* Lets all that is still to run, finalizers, have its end. */
void limits_release(Limits *limits);

/* What has run since the last look was the host's: its time is not charged. */
void limits_outside(lua_State *L);

/* The limit that was reached in this turn; 0: none. */
int limits_over(Limits *limits);

/* Raises what limits_over says, if it says so. */
void limits_check(lua_State *L);

/* Counts so many steps of a C function as instructions; raises. */
void limits_charge(lua_State *L, uint64_t steps);

/* The same, but false with the error on top where the other raises. */
bool limits_admit(lua_State *L, uint64_t steps);

#endif
