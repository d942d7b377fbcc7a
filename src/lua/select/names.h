/*
** names.h - names of protocols and fields that a script gives
*/
#ifndef PYCAP_NAMES_H
#define PYCAP_NAMES_H

#include "../../core/select.h"
#include "../base/state.h"

#define NAME_MAX_TEXT 80  /* of a field's name in full, for messages */

/* The protocol that argument `arg` names; PROTOCOL_NONE for "packet", which
** means every packet. Raises. */
unsigned protocol_check(lua_State *L, const State *state, int arg);

/* Finds what the name on top refers to; does not pop it. Raises. */
void name_refer(lua_State *L, Select *select, Ref *ref);

/* The protocol that the string on top names; does not pop it. Raises, with a
** similar name. */
unsigned name_protocol(lua_State *L, const Select *select);

/* The length of the table on top; false: it is empty, or no list. */
bool table_islist(lua_State *L, lua_Integer *n);

#endif
