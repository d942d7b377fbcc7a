/*
** members.h - members of a packet that follow from its headers
**
** Each pushes one of the packet at 1, or nil.
*/
#ifndef PYCAP_MEMBERS_H
#define PYCAP_MEMBERS_H

#include "reference.h"

/* Each pushes a member of a packet, or nil. This one: why it is malformed. */
void packet_malformed(lua_State *L, const State *state, const Packet *packet);

/* The key of its flow (flow.h); with `both` the same in both directions. */
void packet_flow(lua_State *L, const State *state, const Packet *packet,
                 bool both);

/* An address of the outermost IP header: its "source" or "destination". */
void packet_end(lua_State *L, const State *state, const Packet *packet,
                const char *end);

#endif
