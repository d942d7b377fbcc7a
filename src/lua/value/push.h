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

#endif
