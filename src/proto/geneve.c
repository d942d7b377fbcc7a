/*
** geneve.c - Generic Network Virtualization Encapsulation (RFC 8926)
*/
#include "../core/protocol.h"
#include "ethertypes.h"

static const Field head[] = {
  U("class", 16, "option class, the organisation that defines the kind", HEX),
  U("kind", 8, "option type, the high bit: critical", HEX),
  U("reserved", 3, "zero"),
  U("length", 5, "bytes in the data", SCALED(4)),
  {0}
};

static const Item known[] = { {0} };

static const Items options = { .head = head, .known = known, .pad = 4 };

static const Field fields[] = {
  U("version", 2, "version of the protocol"),
  U("headerlength", 6, "bytes in the header", SCALED(4), PLUS(8)),
  U("control", 1, "control packet (O)"),
  U("critical", 1, "critical options present (C)"),
  U("reserved", 6, "zero"),
  U("protocol", 16, "EtherType of the payload", HEX, NAMED(ethertypes),
    DEFAULT(0x9000)),
  U("id", 24, "virtual network identifier (VNI)"),
  U("reserved2", 8, "zero", HEX),
  I("options", &options, "options"),
  {0}
};

/* The sender's port is a hash, any number (section 3.3). */
static const Carrier carriers[] = { {"udp", 6081, {0}}, {0} };

static const Rule rules[] = {
  {"its version is not 0", RULE_REFUSE, IN(IF("version", 1, 3))},
  {"it carries no protocol", RULE_LAST, IN(IF("protocol", 0, 0))},
  {0}
};

const Protocol protocol_geneve = {
  .name = "geneve", .title = "Geneve",
  .meaning = "Generic Network Virtualization Encapsulation",
  .reference = "RFC 8926",
  .fields = fields, .carriers = carriers, .aimed = true,
  .next = "protocol", .space = "ethernet", .length = "headerlength",
  .rules = rules, .text = "id={id}, type=0x{protocol:1}",
  .brief = "geneve {id}",
};
