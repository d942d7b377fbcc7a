/*
** composition.h - a packet that is being composed, and the memory for it
*/
#ifndef PYCAP_COMPOSITION_H
#define PYCAP_COMPOSITION_H

#include "../../core/compose.h"
#include "edits.h"

#define ROOM 2048  /* bytes of a packet that is composed on the C stack */
#define PARTS 8    /* and what it may be composed of */
#define VALUES 96

typedef struct FewParts {
  Part parts[PARTS];
  Value values[VALUES];
} FewParts;

/* What follows the headers: bytes, of which the last are the trailer. */
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
  unsigned part, field;  /* what could not be composed */
  FewParts few;          /* memory for the usual packet */
  uint8_t small[ROOM];
} Composition;

/* Gets memory for parts with so many fields in all; pushes it, or nil. */
void composition_begin(lua_State *L, Composition *composition, unsigned count,
                       size_t fields);

/*
** Gets memory for what is composed. True: it pushed it, which may have run
** finalizers, and the parts are to be filled in again. Raises: it is too much.
*/
bool composition_room(lua_State *L, const State *state,
                      Composition *composition);

/*
** Fills in the part that layer `layer` of packet `p`, at `index`, is. What was
** assigned is in `values`, and stays alive as long as the packet keeps it.
** Returns how many values those are.
*/
unsigned composition_part(lua_State *L, const State *state, const Packet *p,
                          int index, unsigned layer, Part *part,
                          Value *values);

/* Composes. False: it cannot be. */
bool composition_write(const State *state, Composition *composition);

/* Raises what could not be composed. */
int composition_refuse(lua_State *L, const State *state,
                       const Composition *composition);

static inline Layer part_layer(const Part *part) {
  return (Layer){part->offset, part->written, part->protocol, part->flags};
}

#endif
