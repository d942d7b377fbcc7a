/*
** assign.h - what a script assigns to a header's fields: checked, then kept
*/
#ifndef PYCAP_ASSIGN_H
#define PYCAP_ASSIGN_H

#include "reference.h"

/*
** Keeps the value at `arg` (nil: forgets) for a field of a layer of the packet
** at `index`; raises when the field does not take it.
*/
void header_assign(lua_State *L, const State *state, int index,
                   unsigned layer, unsigned field, int arg);

#endif
