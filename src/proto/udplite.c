/*
** udplite.c - Lightweight User Datagram Protocol (RFC 3828)
*/
#include "../core/protocol.h"

static const Field fields[] = {
  U("sourceport", 16, "source port, 0: none"),
  U("destinationport", 16, "destination port"),
  U("coverage", 16, "bytes that the checksum covers, 0: all"),
  U("checksum", 16, "Internet checksum with the pseudo header", HEX),
  {0}
};

static const Carrier carriers[] = { {"ip", 136, {0}}, {0} };

static const Line lines[] = { {"", {0}}, {0} };

/* The checksum of a part is left as it is. */
const Protocol protocol_udplite = {
  .name = "udplite", .title = "UDPLite",
  .meaning = "Lightweight User Datagram Protocol", .reference = "RFC 3828",
  .fields = fields, .carriers = carriers,
  .next = "destinationport", .space = "udp",
  .checksum = {"checksum", SUM_INTERNET, COVERS_PSEUDO, false,
               IF("coverage", 0, 0), NULL},
  .text = "{sourceport} -> {destinationport}, coverage={coverage}",
  .lines = lines,
};
