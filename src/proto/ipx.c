/*
** ipx.c - Internetwork Packet Exchange (Novell IPX Router Specification 1.30)
*/
#include "../core/protocol.h"

static const Name types[] = {
  {0, "unknown", NULL}, {1, "rip", NULL}, {4, "exchange", NULL},
  {5, "spx", NULL}, {17, "ncp", NULL}, {20, "netbios", NULL}, {0, NULL, NULL}
};

static const Name sockets[] = {
  {0x0451, "ncp", NULL}, {0x0452, "sap", NULL}, {0x0453, "rip", NULL},
  {0x0455, "netbios", NULL}, {0x0456, "diagnostics", NULL},
  {0x0457, "serialization", NULL}, {0, NULL, NULL}
};

static const Field fields[] = {
  U("checksum", 16, "0xffff: none", HEX, DEFAULT(0xffff)),
  U("length", 16, "bytes in header and payload", DEFAULT(30)),
  U("hops", 8, "routers that the packet went through"),
  U("type", 8, "type of the packet", NAMED(types)),
  U("destinationnetwork", 32, "network of the receiver", HEX),
  A("destination", MAC, "node of the receiver",
    DEFAULT_BYTES("\xff\xff\xff\xff\xff\xff")),
  U("destinationsocket", 16, "socket of the receiver", HEX, NAMED(sockets)),
  U("sourcenetwork", 32, "network of the sender", HEX),
  A("source", MAC, "node of the sender"),
  U("sourcesocket", 16, "socket of the sender", HEX, NAMED(sockets)),
  {0}
};

static const Carrier carriers[] = {
  {"ethernet", 0x8137, {0}},
  {"llc", 0xe0, {0}},
  {0}
};

const Protocol protocol_ipx = {
  .name = "ipx", .title = "IPX", .meaning = "Internetwork Packet Exchange",
  .reference = "IPX 1.30 (Novell's Router Specification)",
  .fields = fields, .carriers = carriers, .extent = {"length", true, false},
  .text = "{source} 0x{sourcesocket:4} -> {destination} "
          "0x{destinationsocket:4}",
};
