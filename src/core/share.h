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

/* One of `count` shares, from 0 on. */
typedef struct Share {
  unsigned count, number;
  uint8_t interest[PROTOCOLS_MAX];  /* headers up to the ports */
  struct { int offset, flags, id; } fields[PROTOCOLS_MAX];  /* -1: none */
  struct { uint64_t datagram, flow; } parts[FRAGMENTED_MAX];
} Share;

void share_init(Share *share, const Protocols *all, unsigned count,
                unsigned number);

/*
** True when the frame of a stack that has begun is of the share. A flow is one both ways, by addresses and
** ports of the outermost IP header: what is in a tunnel goes with the tunnel.
** Fragments go with the first of their datagram, or by their addresses where
** that was not seen before them. What is not IP is of share 0. Decodes on.
*/
bool share_has(Share *share, Stack *stack);

#endif
