/*
** vlan.c - VLAN tag (IEEE 802.1Q, clause 9.6)
*/
#include "ethertypes.h"

static const Field fields[] = {
  U("priority", 3, "priority code point (PCP)"),
  U("dropeligible", 1, "drop eligible indicator (DEI)"),
  U("id", 12, "VLAN identifier (VID)"),
  U("type", 16, "EtherType of the payload; up to 1500 its length", HEX,
    NAMED(ethertypes), DEFAULT(0x9000)),
  {0}
};

static const Carrier carriers[] = {
  {"ethernet", 0x8100, {0}},
  {"ethernet", 0x88a8, {0}},  /* 802.1ad, the service provider's tag */
  {"ethernet", 0x9100, {0}},  /* the same before there was a standard */
  {0}
};

const Protocol protocol_vlan = {
  .name = "vlan", .title = "VLAN", .meaning = "VLAN tag",
  .reference = "IEEE 802.1Q",
  .fields = fields, .carriers = carriers, .next = "type", .space = "ethernet",
  .lengths = true,
  .text = "id={id}, priority={priority}, type=0x{type:1}",
  .brief = "vlan {id}",
};
