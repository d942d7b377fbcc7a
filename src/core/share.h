/*
** share.h - packets divided into shares; all packets of a flow are in one share
**
** Workers that read the same packets in the same order agree on the share of
** each.
*/
#ifndef PYCAP_SHARE_H
#define PYCAP_SHARE_H

#include "packet.h"

#define FRAGMENTED_MAX 1024  /* datagrams whose share is remembered */

/* How a fragment of a protocol is recognized. */
typedef struct ShareField {
  int offset, flags, id;  /* fields; -1: none */
  bool quick;             /* for a usual (brisk) header a quick test will do: */
  uint16_t part_at;       /* the two bytes at part_at have */
  uint16_t part_mask;     /* one of these bits in fragments alone */
} ShareField;

/*
** Share `number`, from 0 on, of `count`. It uses the protocols as they were
** when it was made, so that a worker that declares another one still agrees
** with the rest.
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
** True when a frame belongs to the share; `stack` is scratch space for decoding
** it. A flow is both directions between two addresses and ports of the
** outermost IP header, so all packets of a tunnel are in one share. A fragment
** is in the share of its datagram's first fragment; where that was not seen
** before, its addresses decide. Packets without IP are in share 0.
*/
bool share_has(Share *share, const Frame *frame, Stack *stack);

#endif
