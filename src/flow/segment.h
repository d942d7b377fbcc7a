/*
** segment.h - what the header of a TCP segment says, and its bytes
*/
#ifndef PYCAP_SEGMENT_H
#define PYCAP_SEGMENT_H

#include "../core/packet.h"

enum {
  SEGMENT_FIN = 1,
  SEGMENT_SYN = 2,
  SEGMENT_RST = 4,
  SEGMENT_ACK = 16
};

typedef struct Segment {
  const uint8_t *bytes;  /* borrowed from the frame */
  uint32_t size;         /* of those that are there, */
  uint32_t cut;          /* and how many more there were on the wire */
  uint32_t sequence, acknowledge;
  uint8_t flags;         /* SEGMENT_... */
} Segment;

/*
** Reads the segment whose TCP header is layer `layer` of a decoded frame.
** False: the header is not whole.
*/
bool segment_read(const Stack *stack, unsigned layer, Segment *segment);

/*
** Where the payload behind a layer ends: `*there` as far as it was captured,
** `*wire` as far as the frame had it. What follows the layer does not count.
*/
void payload_ends(const Stack *stack, unsigned layer, uint32_t *there,
                  uint32_t *wire);

#endif
