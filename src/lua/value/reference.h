/*
** reference.h - packets and headers as Lua has them, and how one of ours is
** known from a forged one: by the identity of its metatable
*/
#ifndef PYCAP_REFERENCE_H
#define PYCAP_REFERENCE_H

#include "../../core/checksum.h"
#include "../base/state.h"

#define PACKET_MAX (1u << 27)  /* bytes of a composed packet */

/* A packet. Its bytes follow the layers; nothing in it points elsewhere. */
typedef struct Packet {
  int64_t time;
  const char *problem;  /* a constant string, or NULL */
  uint32_t size;        /* bytes here */
  uint32_t caplen, length;
  uint32_t end;         /* where the payload ends */
  uint32_t where;       /* where the malformed header begins */
  uint16_t count;       /* of layers. User values are their headers, and one for
                           what was assigned */
  uint16_t culprit;     /* the protocol that is malformed */
  bool made;            /* by hand: its length is that of its bytes */
  bool quotes;          /* the payload is a packet that an error quotes */
  bool touched;         /* it was assigned to, or is a header alone: its bytes
                           have to be composed */
  bool edited;          /* there is a table of what was assigned */
  bool alone;           /* a header made by hand, in no packet yet */
  bool marked;          /* there are marks behind the bytes */
  bool readonly;        /* it was put together, and is no frame to be sent */
  int32_t root;         /* the protocol that its frame begins with */
  uint8_t direction;    /* 0: not known, 1: in, 2: out */
  uint32_t interface;   /* number in its file, from 1; 0: not known */
  uint16_t fcs;         /* bytes of the checksum at the end of the frame */
  uint32_t parts;       /* frames that it was put together of; 0: it was not */
  uint32_t until;       /* headers from here on are handed over with another
                           packet; 0: all are with this one */
  Layer layers[];
} Packet;

static inline const uint8_t *packet_bytes(const Packet *p) {
  return (const uint8_t *)(p->layers + p->count);
}

/*
** The marks of a packet made by hand, one for each layer: BIT(field) for each
** that the script set to what its bytes have. NULL: a captured packet's.
*/
static inline size_t packet_head(unsigned count, uint32_t size) {
  size_t end = sizeof(Packet) + count * sizeof(Layer) + size;
  return (end + sizeof(uint64_t) - 1) & ~(sizeof(uint64_t) - 1);
}

static inline uint64_t *packet_marks(const Packet *p) {
  if (!p->marked) return NULL;
  return (uint64_t *)((char *)p + packet_head(p->count, p->size));
}

/* True when the script set a field of a layer to what the bytes have. */
static inline bool packet_mark(const Packet *p, unsigned layer,
                               unsigned field) {
  return p->marked && packet_marks(p)[layer] >> field & 1;
}

/* Where the headers end. */
static inline uint32_t packet_body(const Packet *p) {
  if (p->count == 0) return 0;
  const Layer *last = &p->layers[p->count - 1];
  return last->offset + last->length;
}

/* The protocol of a layer. */
static inline const Known *known_of(const State *state, const Packet *p,
                                    unsigned layer) {
  return state->protocols.known[p->layers[layer].protocol];
}

/* A packet as it was captured. */
Decoded packet_decoded(const Packet *p);

/* The stack as it was when the packet was made of it. */
void packet_restack(const State *state, const Packet *p, Stack *stack);

/* The packet at an index, known by its metatable; NULL: it is no packet. */
Packet *packet_to(lua_State *L, const State *state, int index);
Packet *packet_check(lua_State *L, const State *state, int arg);

/*
** Pushes a packet with room for `count` layers and `size` bytes, which the
** caller fills in; all else is zero. `made`: by hand, with room for marks.
*/
Packet *packet_new(lua_State *L, const State *state, unsigned count,
                   uint32_t size, bool made);

/* The key of a header's table under which its packet is. */
extern const char packet_key;

/*
** The layer of protocol `protocol` that the header at `arg` is in its packet
** `p`; p->count: it is none.
*/
unsigned header_layer(lua_State *L, int arg, const Packet *p,
                      unsigned protocol);

/*
** header_push pushes the header of a layer of the packet at `index`. header_new
** does so for a layer whose header was not made before.
*/
void header_push(lua_State *L, const State *state, int index, unsigned layer);
void header_new(lua_State *L, const State *state, int index, unsigned layer);

/*
** The packet and the layer of the header at `arg`. Pushes the packet. Raises if
** there is no header, or a script has forged it.
*/
Packet *header_check(lua_State *L, const State *state, int arg,
                     unsigned *layer);

/* The same without raising: NULL, and nothing pushed. */
Packet *header_to(lua_State *L, const State *state, int arg, unsigned *layer);

/* Raises the error for an argument that header_to did not take; `expected`
** names what was expected. */
int header_refuse(lua_State *L, const State *state, int arg,
                  const char *expected);

#endif
