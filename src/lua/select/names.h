/*
** names.h - names of protocols and fields that a script gives
*/
#ifndef PYCAP_NAMES_H
#define PYCAP_NAMES_H

#include "../../core/select.h"
#include "../base/state.h"

#define NAME_MAX_TEXT 80  /* of a field's name in full, for messages */

/* The protocol that argument `arg` names, PROTOCOL_NONE: "packet", every
** packet; raises. */
unsigned protocol_check(lua_State *L, const State *state, int arg);

/* Finds what the name at the top refers to; leaves it. Raises. */
void name_refer(lua_State *L, Select *select, Ref *ref);

/* The protocol that the string at the top names; leaves it. Raises what is
** near. */
unsigned name_protocol(lua_State *L, const Select *select);

/* The length of a table, on top; false unless it is a list, and not empty. */
bool table_islist(lua_State *L, lua_Integer *n);

#endif
