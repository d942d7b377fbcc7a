/*
** nsh.c - Network Service Header (RFC 8300)
*/
#include "../core/protocol.h"

static const Name protocols[] = {
  {1, "ip", NULL}, {2, "ip6", NULL}, {3, "ethernet", NULL}, {4, "nsh", NULL},
  {5, "mpls", NULL}, {0, NULL, NULL}
};

static const Field fields[] = {
  U("version", 2, "version of the header"),
  U("oam", 1, "1: an OAM packet (O)"),
  U("reserved", 1, "zero"),
  U("timetolive", 6, "time to live, in service hops", DEFAULT(63)),
  U("headerlength", 6, "bytes in the header", SCALED(4), DEFAULT(8)),
  U("reserved2", 4, "zero"),
  U("metadatatype", 4, "metadata (MD) type, 1: 16 bytes, 2: options",
    DEFAULT(2)),
  U("protocol", 8, "protocol of the payload", NAMED(protocols),
    DEFAULT(255)),
  U("path", 24, "service path identifier (SPI)"),
  U("index", 8, "service index (SI)", DEFAULT(255)),
  B("context", 0, "context headers"),
  {0}
};

static const Carrier carriers[] = {
  {"ethernet", 0x894f, {0}},
  {"nsh", 4, {0}},
  {"vxlangpe", 4, {0}},
  {0}
};

static const Rule rules[] = {
  {"its version is not 0", RULE_REFUSE, IN(IF("version", 1, 3))},
  {0}
};

const Protocol protocol_nsh = {
  .name = "nsh", .title = "NSH", .meaning = "Network Service Header",
  .reference = "RFC 8300",
  .fields = fields, .carriers = carriers, .next = "protocol",
  .length = "headerlength", .rules = rules,
  .text = "path={path}, index={index}",
};
