/*
** udp.c - User Datagram Protocol (RFC 768)
*/
#include "../core/protocol.h"

static const Field fields[] = {
  U("sourceport", 16, "source port, 0: none"),
  U("destinationport", 16, "destination port"),
  U("length", 16, "bytes in header and payload, 0: not known (jumbograms)",
    DEFAULT(8)),
  U("checksum", 16, "Internet checksum with the pseudo header, 0: none", HEX),
  {0}
};

static const Carrier carriers[] = {
  {"ip", 17, {0}},
  {0}
};

static const Line lines[] = { {"", {0}}, {0} };

const Protocol protocol_udp = {
  .name = "udp", .title = "UDP", .meaning = "User Datagram Protocol",
  .reference = "RFC 768, RFC 2675",
  .fields = fields, .carriers = carriers, .next = "destinationport",
  .extent = {"length", true, true},
  .checksum = {"checksum", SUM_INTERNET, COVERS_PSEUDO, true, {0}, NULL},
  .text = "{sourceport} -> {destinationport}",
  .lines = lines,
};
