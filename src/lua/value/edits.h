/*
** edits.h - the table of what was assigned to a packet
*/
#ifndef PYCAP_EDITS_H
#define PYCAP_EDITS_H

#include "reference.h"

/*
** What was assigned to a field (.number, or .bytes that live as long as it is
** kept); false: nothing.  No finalizer runs, nor in layer_assigned.
*/
bool header_assigned(lua_State *L, const State *state, int index,
                     unsigned layer, unsigned field, Value *value);

/*
** The same of all fields of a layer of `p`, at `index`, into `values`, if
** something was that marks do not tell; else false.
*/
bool layer_assigned(lua_State *L, const State *state, const Packet *p,
                    int index, unsigned layer, Value *values);

/* What was assigned to the payload, else the payload; does not push. */
const char *packet_payload(lua_State *L, const Packet *p, int index,
                           size_t *size);

/*
** Pushes payload and trailer as one string, or nil where they are in memory as
** one; what is returned lives as long as that and the packet.
*/
const char *packet_pushrest(lua_State *L, const Packet *p, int index,
                            size_t *size);

#define EDIT_QUOTED (-1)   /* of header_edits: the quoted packet, once read, */
#define EDIT_COMMENT (-2)  /* and what its file says of it: a comment, */
#define EDIT_NOTES (-3)    /* and all options of pcapng, where there are more */

/* Pushes the table of what was assigned to a packet: [0] is its payload, [i]
** what was assigned to the fields of layer i - 1, by index + 1; [-1] is the
** packet that it quotes, once it was read. */
void header_edits(lua_State *L, Packet *p, int index);

/* Pushes what of it is for a layer, made where there is none. */
void layer_edits(lua_State *L, const State *state, Packet *p, int index,
                 unsigned layer);

/* The same; false, and nothing pushed: nothing was assigned. */
bool layer_edited(lua_State *L, const Packet *p, int index, unsigned layer);

/*
** Copies what was assigned to a layer of the packet at `index`, marks too, into
** another packet's table `edits`.
*/
void header_copyedits(lua_State *L, const State *state, int index,
                      unsigned layer, int edits, unsigned to);

#endif
