/*
** readrows.h - a protocol as a script declares it, into the structs of the core
*/
#ifndef PYCAP_READROWS_H
#define PYCAP_READROWS_H

#include "../../core/protocol.h"
#include "arena.h"

/*
** Reads the table at an index into the arena: types and ranges are as they have
** to be then, but nothing is checked that check.h checks. No metamethod runs.
** Raises a text that names protocol, field and what was expected. `*replaces`:
** numbers that are taken are to be its own.
*/
const Protocol *protocol_read(lua_State *L, int index, Arena *arena,
                              bool *replaces);

#endif
