/*
** pwethcw.c - Ethernet over MPLS: the control word (RFC 4448, section 4.6)
*/
#include "../core/protocol.h"

static const Field fields[] = {
  U("reserved", 16, "zero, which tells it from an address", HEX),
  U("sequence", 16, "sequence number, 0: not used"),
  {0}
};

static const Carrier carriers[] = { {"mpls", 0x01, {0}}, {0} };

static const Rule rules[] = {
  {"it is an Ethernet address", RULE_OTHERWISE,
   IN(IF("reserved", 1, UINT16_MAX))},
  {0}
};

const Protocol protocol_pwethcw = {
  .name = "pwethcw", .title = "PWETHCW",
  .meaning = "control word of an Ethernet pseudowire",
  .reference = "RFC 4448, RFC 4385",
  .fields = fields, .carriers = carriers, .rules = rules,
  .otherwise = "ethernet", .text = "sequence={sequence}",
};
