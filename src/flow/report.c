/*
** report.c - a conversation as handlers see it
*/
#include "report.h"

#include <string.h>

#include "application.h"

enum { ICMP = 1, ICMP6 = 58 };  /* numbers of the protocols */

static const char *const states[] = {
  [FLOW_OPENING] = "opening",       [FLOW_ESTABLISHED] = "established",
  [FLOW_MIDSTREAM] = "midstream",   [FLOW_CLOSING] = "closing",
  [FLOW_CLOSED] = "closed",         [FLOW_RESET] = "reset",
  [FLOW_UNANSWERED] = "unanswered", [FLOW_ANSWERED] = "answered"
};

static const char *const reasons[] = {
  [REASON_NONE] = NULL,  [REASON_FIN] = "fin", [REASON_RST] = "rst",
  [REASON_IDLE] = "idle", [REASON_NEW] = "new", [REASON_FULL] = "full",
  [REASON_END] = "end"
};

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
  r->state = states[c->state];
  r->reason = reasons[c->reason];
  r->application = application_name(c->application);
  r->icmp = (uint16_t)c->sides[0].first;
  r->known_icmp = is_icmp(c) && c->sides[0].first & ICMP_KNOWN;
}
