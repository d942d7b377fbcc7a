/*
** value.h - the values of a header's fields: assigned, the wire's, computed
*/
#ifndef PYCAP_VALUE_H
#define PYCAP_VALUE_H

#include "reference.h"

/*
** The value of a field of a layer of the packet at `index`: what was assigned,
** else what follows from that in composing, else the wire's, else the default.
** False: the header has no such field. Leaves the stack as it was; the bytes
** live as long as the packet. It may run finalizers.
*/
bool header_value(lua_State *L, const State *state, int index, unsigned layer,
                  unsigned field, Value *value);

/*
** The same but for what follows in composing. No finalizer runs.
*/
bool header_kept(lua_State *L, const State *state, int index, unsigned layer,
                 unsigned field, Value *value);

/* True for a field that composing fills in where it is not set. */
bool field_follows(const Known *known, unsigned field);

/* Pushes a field of a layer; nil when it is not there. */
void header_pushfield(lua_State *L, const State *state, int index,
                      unsigned layer, unsigned field);

/* Pushes a plain table of all fields of a layer. */
void header_table(lua_State *L, const State *state, int index,
                  unsigned layer);

#endif
