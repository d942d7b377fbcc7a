/*
** inplace.h - headers made by hand, which keep in their bytes what is set
*/
#ifndef PYCAP_INPLACE_H
#define PYCAP_INPLACE_H

#include "reference.h"

/* The fields that header_place takes, for State.in_place. */
uint64_t layout_placed(const Known *known);

/*
** Writes the value at `arg` into a header that is alone, and marks it; false:
** the value, or the field, is none of those that are kept so. nil: the default.
*/
bool header_place(lua_State *L, const State *state, Packet *p, unsigned field,
                  int arg);

#endif
