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

/*
** The same of headers and a string that is payload and trailer of `from`; the
** time is that packet's, too.
*/
Packet *packet_remake(lua_State *L, const State *state, int first,
                      const Packet *from);

/* pycap.packet(headers..., [payload]) -> packet */
int module_packet(lua_State *L);

#endif
