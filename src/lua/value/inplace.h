/*
** inplace.h - headers made by hand: an assignment goes into their bytes
*/
#ifndef PYCAP_INPLACE_H
#define PYCAP_INPLACE_H

#include "reference.h"

/* BIT(field) of all fields that header_place can set, for State.in_place. */
uint64_t layout_placed(const Known *known);

/*
** Writes the value at `arg` (nil: the default) into a header that is in no
** packet, and marks the field. False: the field or the value cannot be set so.
*/
bool header_place(lua_State *L, const State *state, Packet *p, unsigned field,
                  int arg);

#endif
