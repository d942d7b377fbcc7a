/*
** fragments.h - the fragments of a capture, put together
*/
#ifndef PYCAP_FRAGMENTS_LUA_H
#define PYCAP_FRAGMENTS_LUA_H

#include "../select/handler.h"

typedef struct FragmentsAsked {
  bool wanted;             /* they are to be put together, */
  FragmentsLimits limits;  /* within these limits */
} FragmentsAsked;

/* What holds where nothing is said: where the script's memory is limited, a
** quarter of it at most. */
FragmentsLimits fragments_usual(const State *state);

/* Reads the option `fragments` of the table at an index: true, false or a table
** of options. False: it is not given, and *asked stays as it is. */
bool fragments_read(lua_State *L, int index, FragmentsAsked *asked);

/* Has Handlers get whole datagrams, or frames as they come. */
void fragments_ask(lua_State *L, Handlers *handlers,
                   const FragmentsAsked *asked);

int capture_fragments(lua_State *L);

#endif
