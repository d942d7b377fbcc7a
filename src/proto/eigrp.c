/*
** eigrp.c - Enhanced Interior Gateway Routing Protocol (RFC 7868)
*/
#include "../core/protocol.h"

static const Name operations[] = {
  {1, "update", NULL}, {2, "request", NULL}, {3, "query", NULL},
  {4, "reply", NULL}, {5, "hello", NULL}, {10, "sia-query", NULL},
  {11, "sia-reply", NULL}, {0, NULL, NULL}
};

static const Name flags[] = {
  {1, "init", NULL}, {2, "conditional", NULL}, {4, "restart", NULL},
  {8, "endoftable", NULL}, {0, NULL, NULL}
};

static const Field head[] = {
  U("kind", 16, "what the element is", HEX),
  U("length", 16, "bytes in the element, kind and length included"),
  {0}
};

static const Field parameters[] = {
  U("bandwidth", 8, "weight K1"), U("load", 8, "weight K2"),
  U("delay", 8, "weight K3"), U("reliability", 8, "weight K4"),
  U("reliability2", 8, "weight K5"), U("extended", 8, "weight K6"),
  U("holdtime", 16, "how long the sender is a neighbor, in s"),
  {0}
};

static const Item known[] = {
  {0x0001, "parameters", "weights, and the hold time", parameters, NULL, NULL},
  {0x0002, "authentication", "authentication", NULL, NULL, NULL},
  {0x0003, "sequence", "neighbors that wait", NULL, NULL, NULL},
  {0x0004, "versions", "versions of software", NULL, NULL, NULL},
  {0x0005, "multicast", "next multicast sequence", NULL, NULL, NULL},
  {0x0006, "stub", "stub options", NULL, NULL, NULL},
  {0x0102, "internal", "internal IPv4 route", NULL, NULL, NULL},
  {0x0103, "external", "external IPv4 route", NULL, NULL, NULL},
  {0x0402, "internal6", "internal IPv6 route", NULL, NULL, NULL},
  {0x0403, "external6", "external IPv6 route", NULL, NULL, NULL},
  {0}
};

static const Items elements = { .head = head, .known = known, .whole = true };

static const Field fields[] = {
  U("version", 8, "version of the protocol", DEFAULT(2)),
  U("operation", 8, "what the message is", NAMED(operations), DEFAULT(5)),
  U("checksum", 16, "Internet checksum", HEX),
  U("flags", 32, "flags", HEX, BITS(flags)),
  U("sequence", 32, "sequence number, 0: none"),
  U("acknowledge", 32, "sequence number that is acknowledged, 0: none"),
  U("router", 16, "virtual router identifier"),
  U("system", 16, "autonomous system number", DEFAULT(1)),
  I("elements", &elements, "elements (TLVs)"),
  {0}
};

static const Carrier carriers[] = { {"ip", 88, {0}}, {0} };

const Protocol protocol_eigrp = {
  .name = "eigrp", .title = "EIGRP",
  .meaning = "Enhanced Interior Gateway Routing Protocol",
  .reference = "RFC 7868",
  .fields = fields, .carriers = carriers,
  .checksum = {"checksum", SUM_INTERNET, COVERS_REST, false, {0}, NULL},
  .text = "operation={operation}, system={system}",
};
