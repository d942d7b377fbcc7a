/*
** teredo.c - Teredo: what may stand before IPv6 in UDP (RFC 4380)
*/
#include "../core/protocol.h"

#define ORIGIN WHEN("indicator", 0, 0)
#define SIGNED WHEN("indicator", 1, 1)

static const Name indicators[] = {
  {0, "origin", NULL}, {1, "authentication", NULL}, {0, NULL, NULL}
};

static const Field fields[] = {
  U("indicator", 16, "what stands here", NAMED(indicators)),
  U("port", 16, "port of the origin, each bit inverted", HEX, ORIGIN),
  B("address", 32, "address of the origin, each bit inverted", ORIGIN),
  U("idlength", 8, "bytes in the client identifier", SIGNED),
  U("valuelength", 8, "bytes in the authentication value", SIGNED),
  B("id", 0, "client identifier", SIZED("idlength"), SIGNED),
  B("value", 0, "authentication value", SIZED("valuelength"), SIGNED),
  B("nonce", 64, "nonce", SIGNED),
  U("confirmation", 8, "0: the key is right", SIGNED),
  {0}
};

static const Carrier carriers[] = {
  {"udp", 3544, {0}},
  {"teredo", 1, {0}},  /* the origin, or IPv6 */
  {0}
};

static const Rule rules[] = {
  {"it is IPv6", RULE_OTHERWISE, IN(IF("indicator", 0x6000, 0x6fff))},
  {0}
};

/* Rules lead to IPv6, and no rule to payload beside that. */
static bool is(const uint8_t *bytes, uint32_t left) {
  return left >= 2 && bytes[0] == 0 && bytes[1] <= 1;
}

const Protocol protocol_teredo = {
  .name = "teredo", .title = "Teredo",
  .meaning = "Teredo: IPv6 through NAT, its indicators",
  .reference = "RFC 4380",
  .fields = fields, .carriers = carriers, .next = "indicator",
  .rules = rules,
  .otherwise = "ip6", .is = is, .text = "{indicator}",
};
