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
  bool quick;             /* a usual (brisk) header of it is enough, which in */
  uint16_t part_at;       /* the two bytes at part_at has none of the bits that */
  uint16_t part_mask;     /* fragments have */
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
