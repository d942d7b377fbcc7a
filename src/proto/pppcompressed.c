/*
** pppcompressed.c - PPP, its protocol compressed to one byte (RFC 1661, 6.5)
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
  {0, NULL, NULL}
};

static const Field fields[] = {
  U("protocol", 8, "protocol of the payload, an odd number", HEX,
    NAMED(protocols), DEFAULT(1)),
  {0}
};

static const Carrier carriers[] = { {0} };

static const Rule rules[] = {
  {"it is an address", RULE_OTHERWISE, IN(IF("protocol", 0xff, 0xff))},
  {0}
};

const Protocol protocol_pppcompressed = {
  .name = "pppcompressed", .title = "PPPCompressed",
  .meaning = "Point-to-Point Protocol with a compressed protocol field",
    .reference = "RFC 1661", .fields = fields, .carriers = carriers,
    .next = "protocol", .space = "ppp", .rules = rules,
    .text = "protocol=0x{protocol:2}",
};
