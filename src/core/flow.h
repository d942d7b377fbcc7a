/*
** flow.h - flows: the five-tuple of a packet as one key
**
** The bytes are those of the wire: the two addresses, the protocol's number,
** and the two ports where there are any; 9, 13, 33 or 37 of them, so that flows
** of different make are never the same.
*/
#ifndef PYCAP_FLOW_H
#define PYCAP_FLOW_H

#include "packet.h"

#define FLOW_MAX 37

typedef struct Flow {
  const uint8_t *source, *destination;  /* borrowed from the key */
  uint8_t size;      /* of an address: 4 or 16 */
  uint8_t protocol;
  bool ports;        /* there are any: */
  uint16_t sourceport, destinationport;
} Flow;

/*
** The flow of a decoded packet, of its outermost IP header; with `both` the
** same for both directions: the smaller of the two ends first. Returns the
** bytes written, 0: there is no IP header.
*/
size_t flow_write(const Protocols *all, const Layer *layers, unsigned count,
                  const uint8_t *bytes, bool both, uint8_t out[FLOW_MAX]);

/* Takes a flow apart; false: it is none. */
bool flow_read(const uint8_t *key, size_t size, Flow *flow);

/* The protocols that a flow may come from, as interest_add has them. */
void flow_interest(uint8_t *interest, const Protocols *all);

#endif
