/*
** readrows.h - a protocol as a script declares it, into the structs of the core
*/
#ifndef PYCAP_READROWS_H
#define PYCAP_READROWS_H

#include "../../core/protocol.h"
#include "arena.h"

/*
** Reads the table at an index into the arena. It checks types and ranges, and
** leaves the rest to check.h. No metamethod runs. An error names protocol,
** field and what was expected. *replaces: the declaration takes over numbers
** that other protocols have.
*/
const Protocol *protocol_read(lua_State *L, int index, Arena *arena,
                              bool *replaces);

#endif
