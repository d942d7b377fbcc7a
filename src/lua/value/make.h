/*
** make.h - packets made by hand, of headers and a payload
*/
#ifndef PYCAP_MAKE_H
#define PYCAP_MAKE_H

#include "reference.h"

/*
** Pushes the packet that arguments `first` to the top make: headers, then a
** payload; a number at the end is ignored.
*/
Packet *packet_make(lua_State *L, const State *state, int first);

/* pycap.packet(headers..., [payload]) -> packet */
int module_packet(lua_State *L);

#endif
