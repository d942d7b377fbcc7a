/*
** limits.h - the account of a script: what it may still use in this turn
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

/* The account of one Lua state. lua_getextraspace holds a pointer to it. */
typedef struct Limits {
  lua_State *L;                 /* the main thread */
  const lua_State *turn;        /* the Lua thread that this turn began in */
  Memory *memory;
  uint64_t instructions;        /* for each turn; 0: any number */
  uint64_t startup;             /* for loading; 0: 100 times `instructions` */
  uint64_t late;                /* where `instructions` is 0: how many more a
                                   turn has that limits_overdue found; 0: it is
                                   not called */
  uint64_t turns;               /* so far */
  uint64_t seen;                /* of limits_overdue: `turns` at its last call */
  const atomic_bool *stopping;  /* true: the script is to end */
  bool starting;                /* this turn has the instructions of loading */
  int64_t left;                 /* instructions left in this turn */
  lua_State *running;           /* the Lua thread that runs; valid while
                                   Memory.thread is not NULL */
  int step;                     /* instructions between two looks at the
                                   account; 0: no limit */
  int soon;                     /* the most of these while they are slow */
  int over;                     /* the limit that was reached; 0: none */
  bool telling, told;           /* the error text was begun; it is made */
  int64_t looked;               /* the time of the last look, ns */
  int64_t spent, then;          /* CPU time of the OS thread (ns) when it was
                                   last read, and `left` at that moment;
                                   `spent` is 0 before the first reading */
} Limits;

/* Puts the account where limits_of finds it, in each Lua thread of the
** state. */
void limits_attach(Limits *limits, lua_State *L);

static inline Limits *limits_of(lua_State *L) {
  return *(Limits **)lua_getextraspace(L);
}

/* Makes the error text for a state that has no memory left. Raises. */
void limits_words(lua_State *L);

/*
** The instructions that a coroutine runs between two looks. Resuming one is
** charged as many, for they may stay uncounted when it yields.
*/
#define LIMITS_RESUME 100

/* Notes that a Lua thread runs from now on. */
void limits_resumed(lua_State *thread);

/* Begins a turn (a packet, a timer) in a Lua thread. */
void limits_begin(lua_State *thread);

/* Begins a turn that has as many instructions as loading (`startup`). */
void limits_startup(lua_State *thread);

/*
** Call it at times, from a signal handler: a turn that was there at the call
** before gets `late` instructions and no more. So turns that end soon are not
** counted.
*/
void limits_overdue(Limits *limits);

/* Lifts the limits, so that finalizers run to their end when the state is
** closed. */
void limits_release(Limits *limits);

/* Notes that code of the host has run since the last look: that time is not
** charged to the script. */
void limits_outside(lua_State *L);

/* Returns the limit that was reached in this turn (LIMIT_...); 0: none. */
int limits_over(Limits *limits);

/* Raises an error where a limit was reached. */
void limits_check(lua_State *L);

/* Charges `steps` of a C function as instructions. Raises where a limit is
** reached. */
void limits_charge(lua_State *L, uint64_t steps);

/* As limits_charge, but returns false, with the error on top of the stack,
** instead of raising. */
bool limits_admit(lua_State *L, uint64_t steps);

#endif
