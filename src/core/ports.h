/*
** ports.h - the protocol that ports stand for, and the prefix in front of it
*/
#ifndef PYCAP_PORTS_H
#define PYCAP_PORTS_H

#include "packet.h"

/* The protocol of two ports: that of the destination port, or else of the
** source port; PROTOCOL_NONE: neither has one. */
unsigned ports_find(const Protocols *all, const Known *known,
                    const uint8_t *ports);

/*
** ports_ask sets stack->next to the protocol of the ports that the last layer
** begins with. False: neither has one. ports_next does the same, but only where
** something of `interest` can follow.
*/
bool ports_ask(Stack *stack);
static inline bool ports_next(Stack *s, const uint8_t *interest) {
  return (!interest ||
          interest[s->layers[s->count - 1].protocol] & INTEREST_PAST) &&
         ports_ask(s);
}

/*
** Where a prefix stands before the next header, of the protocol `known`: moves
** behind it, and ends the payload where the prefix says. False: the prefix
** counts bytes that are not there although nothing was cut off; then nothing is
** next.
*/
bool framing_begin(Stack *stack, const Known *known);

/*
** Call it after framing_begin and decoding. If the header was not `found`,
** undoes framing_begin. If it was, and all counted bytes were decoded, and
** another whole prefixed header lies behind them, that one is next.
*/
void framing_end(Stack *stack, bool found);

/* prefix_read returns the number in a prefix; prefix_write writes it. */
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
