/*
** literal.h - values of fields as Lua source
*/
#ifndef PYCAP_LITERAL_H
#define PYCAP_LITERAL_H

#include <lauxlib.h>

#include "../../core/items.h"

/* True for the value of a field that is not set: its default. */
bool literal_preset(const Field *field, const Value *value);

/* Adds a string literal, in ASCII and on one line. */
void literal_quote(luaL_Buffer *buffer, const uint8_t *bytes, size_t size);

/* Adds a value as a script writes it; addresses as text when `textual`. */
void literal_add(luaL_Buffer *buffer, const Field *field, const Value *value,
                 bool textual);

#endif
