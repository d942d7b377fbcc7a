/*
** udpencap.c - UDP encapsulation of IPsec (RFC 3948): IKE behind a marker, or
** ESP
*/
#include "../core/protocol.h"

static const Field fields[] = {
  U("marker", 32, "zero: IKE follows; ESP begins with another number", HEX),
  {0}
};

static const Carrier carriers[] = { {"udp", 4500, {0}}, {0} };

static const Line lines[] = { {"", {0}}, {0} };

static const Rule rules[] = {
  {"it is ESP", RULE_OTHERWISE, IN(IF("marker", 1, UINT32_MAX))},
  {"the message may be elsewhere", RULE_BARE, ALWAYS},
  {0}
};

/* A keepalive has one byte (section 2.3): no rule counts the bytes. */
static bool is(const uint8_t *bytes, uint32_t left) {
  (void)bytes;
  return left >= 4;
}

const Protocol protocol_udpencap = {
  .name = "udpencap", .title = "UDPEncap",
  .meaning = "UDP encapsulation of IPsec", .reference = "RFC 3948",
  .fields = fields, .carriers = carriers, .rules = rules, .is = is,
  .next = "marker", .otherwise = "esp",
  .text = "marker={marker}",
  .lines = lines,
};
