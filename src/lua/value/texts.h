/*
** texts.h - texts of addresses, cached: most traffic is between few hosts, and
** making a string costs more than the rest of the work
*/
#ifndef PYCAP_TEXTS_H
#define PYCAP_TEXTS_H

#include "../../core/field.h"
#include "../base/state.h"

/*
** Pushes the text of an address of the usual size. Those of 4 and 6 bytes are
** cached in the table that State.texts.table refers to, which is at index
** `texts`. It grows as long as addresses come back that had to give way.
*/
void address_push(lua_State *L, State *state, int texts, const Field *field,
                  const uint8_t *bytes);

void open_texts(lua_State *L, State *state);

#endif
