/*
** edits.h - the table of what was assigned to a packet
*/
#ifndef PYCAP_EDITS_H
#define PYCAP_EDITS_H

#include "reference.h"

/*
** Reads what was assigned to a field: .number, or .bytes, which live as long as
** the packet keeps that. False: nothing was. Runs no finalizer; layer_assigned
** runs none either.
*/
bool header_assigned(lua_State *L, const State *state, int index,
                     unsigned layer, unsigned field, Value *value);

/*
** The same for all fields of a layer of `p`, which is at `index`. False:
** nothing was assigned, or all of it is in the bytes, and marked.
*/
bool layer_assigned(lua_State *L, const State *state, const Packet *p,
                    int index, unsigned layer, Value *values);

/* The payload that was assigned, else that of the packet. Pushes nothing. */
const char *packet_payload(lua_State *L, const Packet *p, int index,
                           size_t *size);

/*
** Returns payload and trailer as one piece of memory, which lives as long as
** the packet and the value that is pushed: a string, or nil if none was needed.
*/
const char *packet_pushrest(lua_State *L, const Packet *p, int index,
                            size_t *size);

/* Keys of the table that header_edits pushes. */
#define EDIT_QUOTED (-1)   /* the packet that it quotes, once it was read */
#define EDIT_COMMENT (-2)  /* the comment in its file */
#define EDIT_NOTES (-3)    /* all its options in pcapng, if there are more */

/* Pushes the table of what was assigned to a packet. [0] is its payload. [i] is
** a table of what was assigned to layer i - 1: the key is the field's index +
** 1. */
void header_edits(lua_State *L, Packet *p, int index);

/* Pushes that table's part for a layer, which it makes if there is none. */
void layer_edits(lua_State *L, const State *state, Packet *p, int index,
                 unsigned layer);

/* Pushes that part; false, without a push: nothing was assigned. */
bool layer_edited(lua_State *L, const Packet *p, int index, unsigned layer);

/*
** Copies what was assigned to a layer of the packet at `index`, with its marks,
** into the table of another packet, at index `edits`, as its layer `to`.
*/
void header_copyedits(lua_State *L, const State *state, int index,
                      unsigned layer, int edits, unsigned to);

#endif
