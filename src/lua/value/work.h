/*
** work.h - what a packet is composed of, and the memory for it
*/
#ifndef PYCAP_WORK_H
#define PYCAP_WORK_H

#include "../../core/compose.h"
#include "edits.h"

#define ROOM 2048  /* bytes of a packet that is composed on the C stack */
#define PARTS 8    /* and what it may be composed of */
#define VALUES 96

typedef struct Workshop {
  Part parts[PARTS];
  Value values[VALUES];
} Workshop;

/* What follows the headers: bytes, of which the last are the trailer. */
typedef struct Rest {
  const char *bytes;
  size_t size, trailing;
} Rest;

/* A packet that is composed, and what for. */
typedef struct Work {
  Part *parts;
  Value *values;
  unsigned count;        /* of the parts */
  Rest rest;
  uint8_t *out;
  size_t room, size;     /* of out; bytes written */
  unsigned part, field;  /* what would not do */
  Workshop shop;
  uint8_t small[ROOM];
} Work;

/* Gets memory for parts with so many fields in all; pushes it, or nil. */
void work_begin(lua_State *L, Work *work, unsigned count, size_t fields);

/*
** Gets memory for what is composed. True: it pushed it, which may have run
** finalizers, and the parts are to be filled in again. Raises: it is too much.
*/
bool work_room(lua_State *L, const State *state, Work *work);

/*
** Fills in the part that layer `layer` of packet `p`, at `index`, is. What was
** assigned is in `values`, and stays alive as long as the packet keeps it.
** Returns how many values those are.
*/
unsigned work_part(lua_State *L, const State *state, const Packet *p, int index,
                   unsigned layer, Part *part, Value *values);

/* Composes. False: it cannot be. */
bool work_compose(const State *state, Work *work);

/* Raises what could not be composed. */
int work_refuse(lua_State *L, const State *state, const Work *work);

static inline Layer part_layer(const Part *part) {
  return (Layer){part->offset, part->written, part->protocol, part->flags};
}

#endif
