/*
** flow.h - flows: the five-tuple of a packet as one key
**
** The key has the bytes of the wire: the two addresses, the protocol's number
** and, if there are any, the two ports. So it has 9, 13, 33 or 37 bytes, and
** flows of different form never have the same key.
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
** Writes the key of a decoded packet's flow, taken from its outermost IP
** header. With `both`, the two directions have the same key: the smaller end is
** first. Returns the size of the key; 0: there is no IP header.
*/
size_t flow_write(const Protocols *all, const Layer *layers, unsigned count,
                  const uint8_t *bytes, bool both, uint8_t out[FLOW_MAX]);

/* Where what a flow's key is made of stands. */
typedef struct FlowPlace {
  unsigned ip;      /* the layer of the outermost IP header, */
  unsigned behind;  /* and that behind it and its extensions; `count`: none */
  bool back;        /* the source is the second end in the key */
} FlowPlace;

/* flow_write for both directions, which also says where; 0: it does not. */
size_t flow_find(const Protocols *all, const Layer *layers, unsigned count,
                 const uint8_t *bytes, uint8_t out[FLOW_MAX],
                 FlowPlace *place);

/* Splits a key into its parts; false: it is no key of a flow. */
bool flow_read(const uint8_t *key, size_t size, Flow *flow);

/* Adds the protocols that flow_write needs decoded (as interest_add). */
void flow_interest(uint8_t *interest, const Protocols *all);

#endif
