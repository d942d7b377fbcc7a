/*
** pgm.c - Pragmatic General Multicast (RFC 3208, section 8)
*/
#include "../core/protocol.h"

static const Name types[] = {
  {0, "spm", NULL}, {1, "poll", NULL}, {2, "polr", NULL}, {4, "odata", NULL},
  {5, "rdata", NULL}, {8, "nak", NULL}, {9, "nnak", NULL}, {10, "ncf", NULL},
  {12, "spmr", NULL}, {13, "ack", NULL}, {0, NULL, NULL}
};

static const Name options[] = {
  {0x01, "present", NULL}, {0x02, "network-significant", NULL},
  {0x40, "variable-length", NULL}, {0x80, "parity", NULL}, {0, NULL, NULL}
};

#define SPM WHEN("type", 0, 0)
#define DATA WHEN("type", 4, 5)
#define NAK WHEN("type", 8, 10)

static const Field fields[] = {
  U("sourceport", 16, "source port"),
  U("destinationport", 16, "destination port"),
  U("type", 8, "packet type", NAMED(types), DEFAULT(4)),
  U("options", 8, "which options there are", HEX, BITS(options)),
  U("checksum", 16, "Internet checksum of the packet", HEX),
  B("source", 48, "global source identifier"),
  U("length", 16, "bytes of the data that the packet carries or asks for"),
  U("sequence", 32, "sequence number", SPM),
  U("trailing", 32, "trailing edge of the transmit window", SPM),
  U("leading", 32, "leading edge of the transmit window", SPM),
  U("pathfamily", 16, "address family of the path, 1: IPv4, 2: IPv6",
    DEFAULT(1), SPM),
  U("pathreserved", 16, "zero", SPM),
  A("path", IP4, "address of the last node on the path",
    WHEN("pathfamily", 1, 1)),
  A("path6", IP6, "address of the last node on the path",
    WHEN("pathfamily", 2, 2)),
  U("datasequence", 32, "sequence number of the data", DATA),
  U("datatrailing", 32, "trailing edge of the transmit window", DATA),
  U("requested", 32, "sequence number that is asked for", NAK),
  U("sourcefamily", 16, "address family of the source", DEFAULT(1), NAK),
  U("sourcereserved", 16, "zero", NAK),
  A("sourceaddress", IP4, "address of the source", WHEN("sourcefamily", 1, 1)),
  A("sourceaddress6", IP6, "address of the source",
    WHEN("sourcefamily", 2, 2)),
  U("groupfamily", 16, "address family of the group", DEFAULT(1), NAK),
  U("groupreserved", 16, "zero", NAK),
  A("group", IP4, "address of the group", WHEN("groupfamily", 1, 1)),
  A("group6", IP6, "address of the group", WHEN("groupfamily", 2, 2)),
  {0}
};

static const Carrier carriers[] = { {"ip", 113, {0}}, {0} };

static const Line lines[] = {
  {"{type}, sequence {sequence}{datasequence}{requested}", {0}}, {0}
};

const Protocol protocol_pgm = {
  .name = "pgm", .title = "PGM", .meaning = "Pragmatic General Multicast",
  .reference = "RFC 3208, section 8",
  .fields = fields, .carriers = carriers,
  .checksum = {"checksum", SUM_INTERNET, COVERS_REST, true, {0}, NULL},
  .text = "{sourceport} -> {destinationport}, type={type}",
  .lines = lines,
};
