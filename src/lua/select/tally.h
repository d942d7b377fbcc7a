/*
** tally.h - pycap.tally: packets counted by key, without Lua
*/
#ifndef PYCAP_TALLY_LUA_H
#define PYCAP_TALLY_LUA_H

#include "../../core/tally.h"
#include "sink.h"

/* A tally. It keeps the table that it was made of. */
typedef struct LuaTally {
  Sink sink;
  Tally *tally;   /* NULL: collected */
  Fields fields;  /* set when it is attached */
  bool attached, sums;
  lua_Integer resets;
} LuaTally;

LuaTally *tally_to(lua_State *L, int index);  /* NULL: it is no tally */

/*
** Pushes the table that the tally at an index was made of, for pycap.tally.
*/
void tally_describe(lua_State *L, int index);

/*
** Pops the table on top and pushes a tally made of it, attached to a protocol
** if `attached`; counts can be merged into it. Raises.
*/
LuaTally *tally_make(lua_State *L, const State *state, bool attached,
                     unsigned protocol);

void open_tallies(lua_State *L);  /* stack: module, state */

#endif
