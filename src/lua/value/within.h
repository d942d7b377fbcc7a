/*
** within.h - fields by their full names: "questions[1].name", "dns.id"
*/
#ifndef PYCAP_WITHIN_H
#define PYCAP_WITHIN_H

#include "../../core/path.h"
#include "reference.h"

/*
** The index of the field that the string at `key` names in headers of a
** protocol. For a field inside a list it is that of the list, and path->count >
** 0. Raises if there is no such field.
*/
unsigned within_field(lua_State *L, const Known *known, int key, Path *path);

/*
** Reads a field inside a list, which within_field found, of a layer of the
** packet at `index`. False: it is not there. `text` has DOMAIN_TEXT_MAX bytes:
** the value may lie there, else it lies in the packet or in what was assigned
** to it.
*/
bool within_read(lua_State *L, const State *state, int index, unsigned layer,
                 unsigned field, const Path *path, char *text, Value *value);

/* Pushes what the string at `key` names in a layer's header, or nil. */
void within_push(lua_State *L, const State *state, int index, unsigned layer,
                 int key);

/*
** Pushes what the string at `key` names in a packet, "dns.id", or nil. False:
** it does not begin with a protocol and a dot.
*/
bool within_packet(lua_State *L, const State *state, int index, int key);

#endif
