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
  int code;            /* of what failed last */
  size_t warned;       /* bytes of a warning that is not at its end, */
  char warning[1000];
} Loaded;

/*
** Calls a function in protected mode, with the light userdata `argument` at 1:
** 0 or a code, whose text is the engine's then.
*/
int loaded_call(Loaded *loaded, lua_CFunction function, void *argument);

/* The code of the limit that was reached in this turn; 0: none. */
int loaded_over(Loaded *loaded);

/* Calls what the script has for the end of its run: 0 or a code. */
int loaded_end(Loaded *loaded);

/* Opens the source for the script, if there is one to open: 0 or a code. */
int engine_open(pycap_engine *engine);

#endif
