/*
** vxlan.c - Virtual eXtensible Local Area Network (RFC 7348)
*/
#include "../core/protocol.h"

#define VALID 0x08  /* of flags: the identifier is */

static const Field fields[] = {
  U("flags", 8, "flags, 0x08 (I): the VNI is valid", HEX, DEFAULT(VALID)),
  U("reserved", 24, "zero", HEX),
  U("id", 24, "VXLAN network identifier (VNI)"),
  U("reserved2", 8, "zero", HEX),
  {0}
};

/* The sender's port is a hash, any number (section 5). */
static const Carrier carriers[] = {
  {"udp", 4789, {0}},
  {"udp", 8472, {0}},  /* Linux, before the port was assigned */
  {0}
};

static const Rule rules[] = {
  {"its identifier is not valid", RULE_OTHERWISE,
   IN({"flags", 0, 0, VALID, 0})},
  {"it may carry nothing", RULE_BARE, ALWAYS},
  {0}
};

const Protocol protocol_vxlan = {
  .name = "vxlan", .title = "VXLAN",
  .meaning = "Virtual eXtensible Local Area Network", .reference = "RFC 7348",
  .fields = fields, .carriers = carriers, .aimed = true, .rules = rules,
  .text = "id={id}",
  .brief = "vxlan {id}",
};
