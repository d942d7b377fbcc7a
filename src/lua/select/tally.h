/*
** tally.h - pycap.tally: packets counted by key, without Lua
*/
#ifndef PYCAP_TALLY_LUA_H
#define PYCAP_TALLY_LUA_H

#include "../../core/tally.h"
#include "fields.h"

/* A tally. User value: what it was made of. */
typedef struct LuaTally {
  Tally *tally;   /* NULL: collected */
  Fields fields;  /* once it is attached */
  bool attached, sums;
  lua_Integer resets;
} LuaTally;

LuaTally *tally_to(lua_State *L, int index);  /* NULL: something else */

/*
** Attaches the tally at an index: adds its key and the field it sums to the
** fields of a handler. Raises where a name is wrong.
*/
void tally_attach(lua_State *L, const State *state, int index, Fields *fields);

/*
** Pushes a table of what the tally at an index was made of, for pycap.tally.
*/
void tally_describe(lua_State *L, int index);

/*
** Takes the table on top and pushes a tally made of it, perhaps attached to a
** protocol, into which counts can be merged. Raises.
*/
LuaTally *tally_make(lua_State *L, const State *state, bool attached,
                     unsigned protocol);

/* Counts a packet that `view` looks at for a handler's fields. No Lua. */
void tally_count(const LuaTally *tally, const Fields *fields, View *view);

void open_tallies(lua_State *L);  /* stack: module, state */

#endif
