/*
** value.h - the values of a header's fields: assigned, computed, or on the wire
*/
#ifndef PYCAP_VALUE_H
#define PYCAP_VALUE_H

#include "reference.h"

/*
** The value of a field of a layer of the packet at `index`: the assigned one,
** else the one that composing computes, else that on the wire, else the
** default. False: the header has no such field. Pushes nothing; the bytes live
** as long as the packet. It may run finalizers.
*/
bool header_value(lua_State *L, const State *state, int index, unsigned layer,
                  unsigned field, Value *value);

/*
** The same without values that composing computes. No finalizer runs.
*/
bool header_kept(lua_State *L, const State *state, int index, unsigned layer,
                 unsigned field, Value *value);

/* True for a field that composing computes if it is not set. */
bool field_follows(const Known *known, unsigned field);

/* Pushes the value of a field of a layer; nil: it is not there. */
void header_pushfield(lua_State *L, const State *state, int index,
                      unsigned layer, unsigned field);

/* Pushes a plain table of all fields of a layer. */
void header_table(lua_State *L, const State *state, int index,
                  unsigned layer);

#endif
