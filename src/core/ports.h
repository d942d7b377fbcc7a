/*
** ports.h - what follows ports, and the prefix that may stand before it
*/
#ifndef PYCAP_PORTS_H
#define PYCAP_PORTS_H

#include "packet.h"

/*
** Asks the ports that the last layer begins with what follows: what either of
** them says, where anything does. False: nothing, or nothing of `interest` can.
*/
bool ports_ask(Stack *stack);
static inline bool ports_next(Stack *s, const uint8_t *interest) {
  return (!interest ||
          interest[s->layers[s->count - 1].protocol] & INTEREST_PAST) &&
         ports_ask(s);
}

/*
** Moves to behind the prefix before the header that is next, of `known`, if one
** stands there, and lowers the end of the payload to where that says. False:
** what it counts is not there, though nothing was cut off; so nothing is next.
*/
bool framing_begin(Stack *stack, const Known *known);

/*
** Goes back to where it stood, unless the header was found. Behind all that was
** counted another one is next, if it is whole.
*/
void framing_end(Stack *stack, bool found);

/* The number in a prefix; writes one. */
static inline uint32_t prefix_read(const Known *k, const uint8_t *bytes) {
  uint32_t number = 0;
  for (unsigned i = 0; i < k->prefix; i++) number = number << 8 | bytes[i];
  return number;
}

static inline void prefix_write(const Known *k, uint8_t *bytes,
                                uint64_t number) {
  for (unsigned i = k->prefix; i-- > 0; number >>= 8)
    bytes[i] = (uint8_t)number;
}

#endif
