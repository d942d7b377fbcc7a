/*
** packet.h - a packet: a copy of its bytes and the headers found in it
*/
#ifndef PYCAP_PACKET_LUA_H
#define PYCAP_PACKET_LUA_H

#include "reference.h"

/* Decodes the rest of a stack and pushes it as a packet. */
Packet *packet_push(lua_State *L, const State *state, Stack *stack);

/* Pushes what packet:unpack() returns, and returns how many. */
int packet_unpack(lua_State *L, const State *state, int index);

/* Gives packets a member with the name of a protocol: its header. */
void packet_register(lua_State *L, const State *state, const Known *known);

void open_packets(lua_State *L);  /* stack: module, state */

#endif
