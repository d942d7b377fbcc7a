/*
** share.h - shares of packets: each flow is of one
**
** Whoever looks at the same packets in the same order finds the same share for
** each, whichever share it is after.
*/
#ifndef PYCAP_SHARE_H
#define PYCAP_SHARE_H

#include "packet.h"

#define FRAGMENTED_MAX 1024  /* datagrams whose share is remembered */

/* What makes fragments of a protocol. */
typedef struct ShareField {
  int offset, flags, id;  /* fields; -1: none */
  bool quick;             /* a header of the fixed length is enough: whose */
  uint8_t length_mask;    /* bits at length_at are length_is, */
  uint8_t length_is;
  uint16_t length_at;
  uint16_t part_at;       /* and in the two bytes at part_at */
  uint16_t part_mask;     /* none of these, which fragments have */
} ShareField;

/*
** One of `count` shares, from 0 on. It goes by the protocols as they were when
** it was made: one who declares another must not find other shares than those
** who do not.
*/
typedef struct Share {
  unsigned count, number;
  Protocols all;
  unsigned link, root;  /* the last frame's link type, and its protocol */
  uint8_t interest[PROTOCOLS_MAX];  /* headers up to the ports */
  ShareField fields[PROTOCOLS_MAX];
  struct { uint64_t datagram, flow; } parts[FRAGMENTED_MAX];
} Share;

void share_init(Share *share, const Protocols *all, unsigned count,
                unsigned number);

/*
** True when a frame is of the share; `stack` is for decoding it. A flow is one
** both ways, by addresses and ports of the outermost IP header: what is in a
** tunnel goes with the tunnel. Fragments go with the first of their datagram,
** or by their addresses where that was not seen before them. What is not IP is
** of share 0.
*/
bool share_has(Share *share, const Frame *frame, Stack *stack);

#endif
