/*
** push.h - values of fields as scripts see them
*/
#ifndef PYCAP_PUSH_H
#define PYCAP_PUSH_H

#include "../../core/items.h"
#include "../base/state.h"

/* True for an item whose data has rows. */
static inline bool item_has_rows(const Item *item) {
  return item && (item->fields || item->each);
}

/* Pushes a value as scripts see it; addresses as text if `textual`. */
void value_push(lua_State *L, const Field *field, const Value *value,
                bool textual);

/*
** Pushes the bytes of a list with domain names in it, without pointers. The
** list is copied before a finalizer may change it.
*/
void plain_push(lua_State *L, const Field *field, const Value *value);

/*
** Pushes the text of an address of the usual size. Texts of 4 and 6 bytes are
** cached in the table at index `texts` (State.texts_table): most traffic is
** between few hosts, and making a string costs more than the rest of the work.
*/
void address_push(lua_State *L, State *state, int texts,
                        const Field *field, const uint8_t *bytes);

#endif
