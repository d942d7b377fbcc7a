/*
** readonly.h - packets that were put together of several frames: no frame looks
** like them, so none is made of them
*/
#ifndef PYCAP_READONLY_H
#define PYCAP_READONLY_H

#include "reference.h"

/* Pushes why a packet is read-only. */
const char *readonly_why(lua_State *L, const Packet *packet);

/* Raises "what: ..." for such a packet. */
int readonly_refuse(lua_State *L, const Packet *packet, const char *what);

static inline void readonly_check(lua_State *L, const Packet *packet,
                                  const char *what) {
  if (packet->readonly) readonly_refuse(L, packet, what);
}

#endif
