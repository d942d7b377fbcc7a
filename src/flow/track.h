/*
** track.h - what the packets of a conversation make of it
*/
#ifndef PYCAP_TRACK_H
#define PYCAP_TRACK_H

#include "flows.h"

enum { TCP_FIN = 1, TCP_SYN = 2, TCP_RST = 4, TCP_ACK = 16 };

/* What the header behind those of IP says, and what it carries. */
typedef struct Transport {
  enum { TRANSPORT_OTHER, TRANSPORT_ICMP, TRANSPORT_UDP, TRANSPORT_TCP } kind;
  bool cut;              /* of TCP: flags and sequence were not captured */
  uint8_t flags;         /* of TCP */
  uint32_t sequence;     /* of TCP; of ICMP: type and code */
  uint32_t size;         /* bytes of payload, on the wire; */
  const uint8_t *bytes;  /* those that were captured: */
  uint32_t there;        /* so many */
} Transport;

/* The protocols that are followed. */
typedef struct Followed {
  unsigned tcp, udp, icmp, icmp6, vlan;
} Followed;

void transport_read(const Followed *followed, const Stack *stack,
                    const FlowPlace *place, Transport *transport);

/* True for what answers a SYN: its sender is not the source. */
static inline bool transport_answers(const Transport *t) {
  return t->kind == TRANSPORT_TCP &&
         (t->flags & (TCP_SYN | TCP_ACK | TCP_RST)) == (TCP_SYN | TCP_ACK);
}

/* True when a packet is of no conversation before it, but begins a new one
** between the same ends. */
bool track_begins(const Conversation *c, unsigned direction,
                  const Transport *transport);

/* Takes a packet; of a new conversation `state` is not set. */
void track_first(Conversation *c, const Transport *transport);
void track_take(Conversation *c, unsigned direction,
                const Transport *transport, int64_t time);

/* How long it may be silent now. */
Idle track_idle(const Conversation *c, const Transport *transport);

#endif
