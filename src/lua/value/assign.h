/*
** assign.h - what a script assigns to a header's fields: checked, then kept
*/
#ifndef PYCAP_ASSIGN_H
#define PYCAP_ASSIGN_H

#include "reference.h"

/*
** Assigns the value at `arg` to a field of a layer of the packet at `index`;
** nil removes what was assigned. Raises if the field does not take the value.
*/
void header_assign(lua_State *L, const State *state, int index,
                   unsigned layer, unsigned field, int arg);

#endif
