/*
** ppp.c - Point-to-Point Protocol (RFC 1661)
*/
#include "../core/protocol.h"

static const Name protocols[] = {
  {0x0001, "padding", NULL},
  {0x0021, "ip", NULL},
  {0x002d, "vj-compressed", NULL},
  {0x002f, "vj-uncompressed", NULL},
  {0x003d, "multilink", NULL},
  {0x0057, "ip6", NULL},
  {0x00fd, "compressed", NULL},
  {0x0281, "mpls", NULL},
  {0x0283, "mpls-multicast", NULL},
  {0x8021, "ipcp", NULL},
  {0x8057, "ipv6cp", NULL},
  {0x80fd, "ccp", NULL},
  {0x8281, "mplscp", NULL},
  {0xc021, "lcp", NULL},
  {0xc023, "pap", NULL},
  {0xc025, "lqr", NULL},
  {0xc223, "chap", NULL},
  {0, NULL, NULL}
};

static const Field fields[] = {
  U("protocol", 16, "protocol of the payload", HEX, NAMED(protocols),
    DEFAULT(0xc021)),
  {0}
};

static const Carrier carriers[] = {
  {"pppoe", 0, {0}},
  {"hdlc", 0, {0}},
  {0}
};

static const Rule rules[] = {
  {"an odd first byte is all of a compressed number", RULE_OTHERWISE,
   IN(IF_BITS("protocol", 0x100))},
  {0}
};

const Protocol protocol_ppp = {
  .name = "ppp", .title = "PPP", .meaning = "Point-to-Point Protocol",
  .reference = "RFC 1661",
  .fields = fields, .carriers = carriers, .next = "protocol", .rules = rules,
  .otherwise = "pppcompressed",
  .text = "protocol=0x{protocol:4}",
};
