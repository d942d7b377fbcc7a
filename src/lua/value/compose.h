/*
** compose.h - the wire form of packets
*/
#ifndef PYCAP_COMPOSE_LUA_H
#define PYCAP_COMPOSE_LUA_H

#include "reference.h"

/*
** Pushes the wire form of a packet as a string. With `layer` >= 0 only that
** header's bytes.
*/
void packet_wire(lua_State *L, const State *state, int index, int layer);

/*
** The same of the whole, and in `layers` (LAYERS_MAX of them) where the headers
** are in it; what is returned refers to both.
*/
Decoded packet_layers(lua_State *L, const State *state, int index,
                      Layer *layers);

/*
** What composing makes of an integer field that was not assigned, of a layer
** of the packet at `index`; false: it cannot be composed, or has no such field.
*/
bool packet_composed(lua_State *L, const State *state, int index,
                     unsigned layer, unsigned field, Value *value);

#endif
