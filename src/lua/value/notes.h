/*
** notes.h - what a capture file says of a packet beside its bytes
*/
#ifndef PYCAP_NOTES_H
#define PYCAP_NOTES_H

#include "reference.h"

/* Stores what a file says about the packet on top. */
void packet_note(lua_State *L, Packet *p, const Notes *notes);

/* Each pushes what the file says about a packet, or nil: its comment; its
** options in pcapng, if there are more than a comment and a direction; the
** number of its interface, from 1 on; "in" or "out". */
void packet_comment(lua_State *L, const Packet *p, int index);
void packet_options(lua_State *L, const Packet *p, int index);
void packet_interface(lua_State *L, const Packet *p);
void packet_direction(lua_State *L, const Packet *p);

#endif
