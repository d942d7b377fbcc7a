/*
** make.h - packets made by hand, of headers and a payload
*/
#ifndef PYCAP_MAKE_H
#define PYCAP_MAKE_H

#include "reference.h"

/*
** Makes a packet of the arguments from `first` to the top, and pushes it. They
** are headers, then perhaps a payload; a number at the end is ignored.
*/
Packet *packet_make(lua_State *L, const State *state, int first);

/*
** The same from headers and a string that has payload and trailer of `from`.
** The new packet has the time of `from`, too.
*/
Packet *packet_remake(lua_State *L, const State *state, int first,
                      const Packet *from);

/* pycap.packet(headers..., [payload]) -> packet */
int module_packet(lua_State *L);

#endif
