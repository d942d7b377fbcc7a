/*
** engine.h - a script that an engine has loaded
*/
#ifndef PYCAP_ENGINE_H
#define PYCAP_ENGINE_H

#include "../script/state.h"
#include "handle.h"

typedef struct Loaded {
  Script script;
  pycap_engine *engine;
  Feed *feed;
  int code;            /* PYCAP_... of the last failure */
  size_t warned;       /* bytes in `warning`, which warn has begun */
  char warning[1000];
} Loaded;

/*
** Calls a function in protected mode, with `argument` as a light userdata at
** stack index 1. Returns 0, or a code; its text is then the engine's error.
*/
int loaded_call(Loaded *loaded, lua_CFunction function, void *argument);

/* Returns the code of the limit that this turn has reached; 0: none. */
int loaded_over(Loaded *loaded);

/* Calls the functions that the script gave to pycap.atend: 0 or a code. */
int loaded_end(Loaded *loaded);

/* Opens the engine's source for the script: 0 or a code. Does nothing where
** there is no source, or where it is open already. */
int engine_open(pycap_engine *engine);

#endif
