/*
** notes.h - what a capture file says of a packet beside its bytes
*/
#ifndef PYCAP_NOTES_H
#define PYCAP_NOTES_H

#include "reference.h"

/* Keeps what a file says of the packet on top. */
void packet_note(lua_State *L, Packet *p, const Notes *notes);

/* Push what was said, or nil: a comment, of the packet at `index`; options of
** pcapng, if there is more than that and a direction; the number of the
** interface, from 1 on; "in" or "out". */
void packet_comment(lua_State *L, const Packet *p, int index);
void packet_options(lua_State *L, const Packet *p, int index);
void packet_interface(lua_State *L, const Packet *p);
void packet_direction(lua_State *L, const Packet *p);

#endif
