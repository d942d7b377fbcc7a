/*
** composition.h - a packet that is being composed, and the memory for it
*/
#ifndef PYCAP_COMPOSITION_H
#define PYCAP_COMPOSITION_H

#include "../../core/compose.h"
#include "edits.h"

/* A packet of at most so many bytes, parts and values is composed on the C
** stack. */
#define ROOM 2048
#define PARTS 8
#define VALUES 96

typedef struct FewParts {
  Part parts[PARTS];
  Value values[VALUES];
} FewParts;

/* The bytes that follow the headers; the last `trailing` are the trailer. */
typedef struct Payload {
  const char *bytes;
  size_t size, trailing;
} Payload;

/* A packet that is being composed. */
typedef struct Composition {
  Part *parts;
  Value *values;
  unsigned count;        /* of the parts */
  Payload payload;
  uint8_t *out;
  size_t room, size;     /* of out; bytes written */
  unsigned part, field;  /* where composing failed (packet_compose) */
  FewParts few;          /* memory for a usual packet */
  uint8_t small[ROOM];
} Composition;

/* Gets memory for `count` parts with `fields` fields in all. Pushes the memory,
** or nil for a usual packet. */
void composition_begin(lua_State *L, Composition *composition, unsigned count,
                       size_t fields);

/*
** Gets memory for the composed bytes. True: it was pushed. That may have run
** finalizers, so the parts have to be filled in again. Raises if it is too
** much.
*/
bool composition_room(lua_State *L, const State *state,
                      Composition *composition);

/*
** Fills in the part for layer `layer` of packet `p`, which is at `index`.
** `values` get what was assigned; they live as long as the packet keeps these.
** Returns how many values it filled in.
*/
unsigned composition_part(lua_State *L, const State *state, const Packet *p,
                          int index, unsigned layer, Part *part,
                          Value *values);

/* Composes the packet. False: it cannot be composed. */
bool composition_write(const State *state, Composition *composition);

/* Raises the error for a packet that cannot be composed. */
int composition_refuse(lua_State *L, const State *state,
                       const Composition *composition);

static inline Layer part_layer(const Part *part) {
  return (Layer){part->offset, part->written, part->protocol, part->flags};
}

#endif
