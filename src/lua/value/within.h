/*
** within.h - fields by their names in full: "questions[1].name", "dns.id"
*/
#ifndef PYCAP_WITHIN_H
#define PYCAP_WITHIN_H

#include "../../core/path.h"
#include "reference.h"

/*
** What the string at `key` names in headers of a protocol: the index of its
** field; of one inside a list that of the list, and path->count > 0. Raises:
** it names none.
*/
unsigned within_field(lua_State *L, const Known *known, int key, Path *path);

/*
** Reads a field inside a list that within_field found, of a layer of the packet
** at `index`. False: it is not there. `text` has DOMAIN_TEXT_MAX bytes, which
** the value may be in; else it is in the packet, or what was assigned to it.
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
