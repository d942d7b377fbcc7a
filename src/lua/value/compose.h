/*
** compose.h - the wire form of packets
*/
#ifndef PYCAP_COMPOSE_LUA_H
#define PYCAP_COMPOSE_LUA_H

#include "reference.h"

/*
** Pushes the wire form of a packet as a string; with `layer` >= 0 only the
** bytes of that header.
*/
void packet_wire(lua_State *L, const State *state, int index, int layer);

/*
** Pushes the wire form of a packet, and fills `layers`, which has room for
** LAYERS_MAX, with the places of its headers. The result refers to both.
*/
Decoded packet_layers(lua_State *L, const State *state, int index,
                      Layer *layers);

/*
** The value that composing gives an integer field that was not assigned, of a
** layer of the packet at `index`. False: the packet cannot be composed, or its
** header has no such field.
*/
bool packet_composed(lua_State *L, const State *state, int index,
                     unsigned layer, unsigned field, Value *value);

#endif
