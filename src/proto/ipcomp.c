/*
** ipcomp.c - IP Payload Compression Protocol (RFC 3173)
*/
#include "ipprotocols.h"

static const Field fields[] = {
  U("nextheader", 8, "protocol of what is compressed", NAMED(ipprotocols),
    DEFAULT(59)),
  U("flags", 8, "zero", HEX),
  U("index", 16, "compression parameter index (CPI), 2: DEFLATE", HEX,
    DEFAULT(2)),
  {0}
};

static const Carrier carriers[] = { {"ip", 108, {0}}, {0} };

const Protocol protocol_ipcomp = {
  .name = "ipcomp", .title = "IPComp",
  .meaning = "IP Payload Compression Protocol", .reference = "RFC 3173",
  .fields = fields, .carriers = carriers,
  .text = "proto=0x{nextheader:1}, cpi=0x{index:4}",
};
