/*
** fragment.c - IPv6: Fragment header (RFC 8200, section 4.5)
*/
#include "../core/protocol.h"
#include "ipprotocols.h"

#define MORE 1  /* of flags: more fragments */

static const Name flags[] = { {MORE, "morefragments", NULL}, {0, NULL, NULL} };

static const Field fields[] = {
  U("nextheader", 8, "next header of the whole datagram", NAMED(ipprotocols),
    DEFAULT(59)),
  U("reserved", 8, "zero", HEX),
  U("offset", 13, "fragment offset, in bytes", SCALED(8)),
  U("flags", 3, "two reserved, more fragments", HEX, BITS(flags)),
  U("id", 32, "identification, the same in all fragments", HEX),
  {0}
};

static const Carrier carriers[] = { {"ip", 44, {0}}, {0} };

static const Rule rules[] = {
  {"more fragments follow", RULE_PARTIAL, IN(IF_BITS("flags", MORE))},
  {"a later fragment", RULE_LAST, IN(IF("offset", 1, UINT16_MAX))},
  {0}
};

const Protocol protocol_fragment = {
  .name = "fragment", .title = "Fragment", .meaning = "IPv6 Fragment header",
  .reference = "RFC 8200, RFC 6946",
  .fields = fields, .carriers = carriers, .next = "nextheader", .space = "ip",
  .rules = rules,
  .text = "proto=0x{nextheader:1}, id=0x{id:8}, offset={offset}",
  .brief = "fragment of id {id}",
};
