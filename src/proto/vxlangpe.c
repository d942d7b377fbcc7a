/*
** vxlangpe.c - Generic Protocol Extension for VXLAN (draft-ietf-nvo3-vxlan-gpe)
*/
#include "../core/protocol.h"

static const Name protocols[] = {
  {1, "ip", NULL}, {2, "ip6", NULL}, {3, "ethernet", NULL}, {4, "nsh", NULL},
  {5, "mpls", NULL}, {0, NULL, NULL}
};

static const Name flags[] = {
  {0x08, "instance", NULL}, {0x04, "nextprotocol", NULL},
  {0x02, "replicated", NULL}, {0x01, "oam", NULL}, {0, NULL, NULL}
};

static const Field fields[] = {
  U("flags", 8, "flags; two bits of them are the version", HEX, BITS(flags),
    DEFAULT(0x0c)),
  U("reserved", 16, "zero", HEX),
  U("protocol", 8, "protocol of the payload", NAMED(protocols), DEFAULT(255)),
  U("id", 24, "VXLAN network identifier (VNI)"),
  U("reserved2", 8, "zero", HEX),
  {0}
};

static const Carrier carriers[] = { {"udp", 4790, {0}}, {0} };

static const Rule rules[] = {
  {"it names no next protocol", RULE_OTHERWISE, IN({"flags", 0, 0, 4, 0})},
  {0}
};

const Protocol protocol_vxlangpe = {
  .name = "vxlangpe", .title = "VXLANGPE",
  .meaning = "VXLAN with the Generic Protocol Extension",
  .reference = "RFC 7348, draft-ietf-nvo3-vxlan-gpe",
  .fields = fields, .carriers = carriers, .aimed = true, .next = "protocol",
  .rules = rules, .text = "id={id}, protocol={protocol}",
};
