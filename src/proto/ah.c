/*
** ah.c - Authentication Header (RFC 4302)
*/
#include "../core/protocol.h"
#include "ipprotocols.h"

static const Field fields[] = {
  U("nextheader", 8, "next header", NAMED(ipprotocols), DEFAULT(59)),
  U("headerlength", 8, "bytes in the header", SCALED(4), PLUS(8),
    DEFAULT(12)),
  U("reserved", 16, "zero", HEX),
  U("index", 32, "security parameters index (SPI)", HEX),
  U("sequence", 32, "sequence number"),
  B("check", 0, "integrity check value (ICV)"),
  {0}
};

static const Carrier carriers[] = { {"ip", 51, {0}}, {0} };

const Protocol protocol_ah = {
  .name = "ah", .title = "AH", .meaning = "Authentication Header",
  .reference = "RFC 4302",
  .fields = fields, .carriers = carriers, .next = "nextheader", .space = "ip",
  .length = "headerlength",
  .text = "proto=0x{nextheader:1}, spi=0x{index:8}, seq={sequence}",
};
