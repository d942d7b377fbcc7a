/*
** report.c - a conversation as handlers see it
*/
#include "report.h"

#include <string.h>

enum { ICMP = 1, ICMP6 = 58 };  /* numbers of the protocols */

static bool is_icmp(const Conversation *c) {
  uint8_t protocol = c->key[c->key_size < 32 ? 8 : 32];
  return protocol == ICMP || protocol == ICMP6;
}

void report_fill(const Conversation *c, Record *r) {
  r->key_size = c->key_size;
  memcpy(r->key, c->key, sizeof r->key);
  r->back = c->flags[0] & SIDE_SECOND;
  for (unsigned i = 0; i < 2; i++) {
    r->packets[i] = c->sides[i].packets;
    r->bytes[i] = c->sides[i].bytes;
    r->vlans[i] = c->vlans[i];
  }
  r->first = c->first;
  r->last = c->last;
  r->handshake = c->handshake;
  r->retransmissions = c->retransmissions;
  r->disorder = c->disorder;
  r->gaps = c->gaps;
  r->state = c->state;
  r->reason = c->reason;
  r->application = c->application;
  r->icmp = (uint16_t)c->sides[0].first;
  r->known_icmp = is_icmp(c) && c->sides[0].first & ICMP_KNOWN;
}
