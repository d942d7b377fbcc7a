/*
** engine.h - what the files of the engine share
*/
#ifndef PYCAP_ENGINE_H
#define PYCAP_ENGINE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "../lua/module.h"
#include "../lua/capture/session.h"
#include "../pycap.h"
#include "../script/pool.h"

#define ERROR_MAX 2001

/* A function of the host. */
typedef struct Registered {
  struct Registered *next;
  pycap_function function;
  void *context;
  char name[];
} Registered;

/* A script that is loaded: a Lua state of its own. */
typedef struct Script {
  pycap_engine *engine;
  Pool pool;
  lua_State *L;
  State *state;
  Handlers *handlers;
  int handlers_ref;      /* references in the registry: handlers, */
  int kept_ref;          /* the table of replaced bytes, by Outcome.slot, */
  int capture_ref;       /* pycap.capture, */
  int loop_ref;          /* and pycap.loop */
  int kept;              /* slots of that table in use */
  Job *job;              /* whose thread handlers run in; NULL: take one */
  Loop loop;
  Outcome verdict;
  bool anchored;         /* the scheduler's clock goes with the packets' time */
  bool opened;           /* the source */
  int64_t shift;         /* by so much; */
  int64_t until;         /* what is due by then is to run */
  int linktype;          /* of the last packet, */
  unsigned root;         /* and the protocol it begins with */
  int64_t left;          /* instructions of this turn */
  int step;              /* between two looks at them; 0: no limit */
  int over;              /* the code of the limit that was reached, 0: none */
  size_t warned;         /* bytes of a warning that is not at its end, */
  char warning[1000];
  Stack stack;
} Script;

struct pycap_engine {
  pycap_options options;
  atomic_bool stopping;
  int wakefd;
  bool busy;
  Script *script;
  Registered *registered;
  char **arguments;
  int argument_count;
  struct Worker *worker; /* whose it is (workers.c), NULL: the host's */
  pycap_source source;   /* its strings are the engine's */
  bool has_source;
  const void *bytes;     /* of the last verdict */
  size_t size;
  pycap_stats stats;
  char error[ERROR_MAX];
};

/* Keeps a text as the engine's error; returns the code. */
int engine_fail(pycap_engine *engine, int code, const char *format, ...)
    PYCAP_PRINTF(3, 4);

/* Opens the source for the script, if there is one to open: 0 or a code. */
int engine_open(pycap_engine *engine);

/* 0, or a code when the engine is busy or has no script (`script`). */
int engine_enter(pycap_engine *engine, bool script);

/* Takes note of pycap_engine_stop, whose work is done then: was it called? */
bool engine_stopped(pycap_engine *engine);

/*
** The code of the error on top of a stack, whose text becomes the engine's;
** pops it. `status` is Lua's.
*/
int script_fail(Script *script, lua_State *from, int status);

/*
** Calls a function in protected mode, with the light userdata `argument` at 1
** and the script's State as upvalue: 0 or the code.
*/
int script_call(Script *script, lua_CFunction function, void *argument);

/* A new state with everything in it but the script; NULL: it failed. */
Script *script_new(pycap_engine *engine, int *code);
void script_free(Script *script);

/* The script whose thread this is. */
static inline Script *script_of(lua_State *L) {
  return *(Script **)lua_getextraspace(L);
}

/* --- limits (limits.c, bounded.c, pattern.c) --- */

/* Begins a turn: a packet, a timer. `T` is where it runs. */
void limits_begin(Script *script, lua_State *T);

/* The same for what may take as long as loading. */
void limits_startup(Script *script, lua_State *T);

/* For State.begin. */
void limits_turn(void *script, lua_State *T);

/* The code of a limit that was reached in this turn; 0: none. */
int limits_over(Script *script);

/* Counts so many steps of a C function as instructions; raises. */
void limits_charge(lua_State *L, uint64_t steps);

/* Raises what limits_over says, if it says so. */
void limits_check(lua_State *L);

/* Pushes a closure that calls the function on top (which it takes) so that its
** variables are closed while the limit still binds. */
void limits_guard(lua_State *L);

/*
** Replaces a C function, with one upvalue or none, of the table on top by one
** that has the other called by limits_pass: all arguments are as they were.
*/
void limits_wrap(lua_State *L, const char *name, lua_CFunction function);
int limits_pass(lua_State *L);

/* Replaces what the limits would not see. Protected. */
void limits_install(lua_State *L, Script *script);
void bounded_install(lua_State *L);
void patterns_install(lua_State *L);

/* The same in the module, which is on top. */
void bounded_module(lua_State *L, Script *script);

/* --- libraries (library.c) --- */

/* Opens what the options say. Protected. */
void libraries_open(lua_State *L, Script *script);

/* Pushes a value of the host's; reads one. */
void value_give(lua_State *L, const pycap_value *value);
void value_take(lua_State *L, int index, pycap_value *value);

#endif
