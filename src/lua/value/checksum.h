/*
** checksum.h - whether a header's checksum is right; completing bad ones
*/
#ifndef PYCAP_CHECKSUM_LUA_H
#define PYCAP_CHECKSUM_LUA_H

#include "reference.h"

/*
** Pushes the wire form of a packet, and completes checksums that the sender
** left to its network card: those that are bad, and were not set by the script.
*/
void packet_complete(lua_State *L, const State *state, int index);

/* pycap.checksum(header) -> "good", "bad", "unset" or nil */
int module_checksum(lua_State *L);

#endif
