/*
** bgp.c - Border Gateway Protocol (RFC 4271)
*/
#include "../core/protocol.h"

static const Name types[] = {
  {1, "open", NULL}, {2, "update", NULL}, {3, "notification", NULL},
  {4, "keepalive", NULL}, {5, "route-refresh", NULL}, {0, NULL, NULL}
};

static const Name errors[] = {
  {1, "header", NULL}, {2, "open", NULL}, {3, "update", NULL},
  {4, "hold-timer", NULL}, {5, "state-machine", NULL}, {6, "cease", NULL},
  {7, "route-refresh", NULL}, {0, NULL, NULL}
};

/* --- OPEN (sections 4.2; capabilities: RFC 5492) --- */

static const Field family[] = {
  U("family", 16, "address family", DEFAULT(1)),
  U("reserved", 8, "zero"),
  U("subfamily", 8, "subsequent address family", DEFAULT(1)),
  {0}
};

static const Field number[] = { U("as", 32, "autonomous system"), {0} };

#define PLAIN NULL, NULL, NULL

static const Item capability_kinds[] = {
  {1, "multiprotocol", "address family (RFC 4760)", family, NULL, NULL},
  {2, "refresh", "route refresh (RFC 2918)", PLAIN},
  {64, "restart", "graceful restart (RFC 4724)", PLAIN},
  {65, "longas", "AS numbers of four bytes (RFC 6793)", number, NULL, NULL},
  {69, "addpath", "several paths (RFC 7911)", PLAIN},
  {70, "enhancedrefresh", "enhanced route refresh (RFC 7313)", PLAIN},
  {73, "hostname", "name of the host", PLAIN},
  {0}
};

static const Field small_head[] = {
  U("kind", 8, "type"),
  U("length", 8, "bytes in the value"),
  {0}
};

static const Items capability_list = {
  .head = small_head, .known = capability_kinds
};

static const Field capabilities[] = {
  I("capabilities", &capability_list, "capabilities"), {0}
};

static const Item parameter_kinds[] = {
  {2, "capabilities", "capabilities (RFC 5492)", capabilities, NULL, NULL},
  {0}
};

static const Items parameters = {
  .head = small_head, .known = parameter_kinds
};

/* --- UPDATE (section 4.3) --- */

static const Field prefix[] = {
  U("bits", 8, "bits of the prefix", DEFAULT(0)),
  B("prefix", 0, "the prefix, in whole bytes", COUNTED_BITS("bits")),
  {0}
};

static const Name attributes[] = {
  {1, "origin", NULL}, {2, "as-path", NULL}, {3, "next-hop", NULL},
  {4, "discriminator", NULL}, {5, "local-preference", NULL},
  {6, "atomic-aggregate", NULL}, {7, "aggregator", NULL},
  {8, "communities", NULL}, {9, "originator", NULL}, {10, "clusters", NULL},
  {14, "reachable", NULL}, {15, "unreachable", NULL},
  {16, "extended-communities", NULL}, {17, "as4-path", NULL},
  {18, "as4-aggregator", NULL}, {32, "large-communities", NULL},
  {0, NULL, NULL}
};

static const Field attribute[] = {
  U("flags", 8, "flags; 0x10: the length has two bytes", HEX, DEFAULT(0x40)),
  U("type", 8, "type of the attribute", NAMED(attributes), DEFAULT(1)),
  U("size", 8, "bytes in the value", WHEN_MASKED("flags", 0x10, 0, 0)),
  U("longsize", 16, "bytes in the value", WHEN_BITS("flags", 0x10)),
  B("value", 0, "the value", SIZED("size"), WHEN("size", 0, 255)),
  B("longvalue", 0, "the value, where its length has two bytes",
    SIZED("longsize"), WHEN("longsize", 0, 65535)),
  {0}
};

/* --- the message --- */

#define OPEN WHEN("type", 1, 1)
#define UPDATE WHEN("type", 2, 2)
#define NOTIFICATION WHEN("type", 3, 3)
#define REFRESH WHEN("type", 5, 5)

static const Field fields[] = {
  B("marker", 128, "16 bytes of 0xff", DEFAULT_BYTES(
    "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")),
  U("length", 16, "bytes in the message", DEFAULT(19)),
  U("type", 8, "what the message is", NAMED(types), DEFAULT(4)),
  U("version", 8, "version of the protocol", DEFAULT(4), OPEN),
  U("as", 16, "autonomous system of the sender; 23456: see longas", OPEN),
  U("holdtime", 16, "most seconds between messages", DEFAULT(90), OPEN),
  A("id", IP4, "identifier of the sender", OPEN),
  U("parametersize", 8, "bytes of the parameters", OPEN),
  I("parameters", &parameters, "optional parameters", SIZED("parametersize"),
    OPEN),
  U("withdrawnsize", 16, "bytes of the withdrawn routes", UPDATE),
  L("withdrawn", prefix, "withdrawn routes", SIZED("withdrawnsize"), UPDATE),
  U("attributesize", 16, "bytes of the attributes", UPDATE),
  L("attributes", attribute, "path attributes", SIZED("attributesize"),
    UPDATE),
  L("routes", prefix, "routes that are announced", UPDATE),
  U("error", 8, "error code", NAMED(errors), NOTIFICATION),
  U("suberror", 8, "error subcode", NOTIFICATION),
  B("data", 0, "data of the error", NOTIFICATION),
  U("family", 16, "address family", REFRESH),
  U("subtype", 8, "0: a request, 1: begin, 2: end (RFC 7313)", REFRESH),
  U("subfamily", 8, "subsequent address family", REFRESH),
  {0}
};

static const Carrier carriers[] = { {"tcp", 179, {0}}, {0} };

static const Line lines[] = {
  {"{type}, AS {as}, id {id}, hold {holdtime}", IF("type", 1, 1)},
  {"{type}, {error} {suberror}", IF("type", 3, 3)},
  {"{type}, length {length}", {0}},
  {0}
};

static const Rule rules[] = {
  {"there is no such type", RULE_OTHERWISE, IN(IF("type", 0, 0))},
  {"there is no such type", RULE_OTHERWISE, IN(IF("type", 6, 255))},
  {"no message is so short", RULE_OTHERWISE, IN(IF("length", 0, 18))},
  {0}
};

const Protocol protocol_bgp = {
  .name = "bgp", .title = "BGP", .meaning = "Border Gateway Protocol",
  .reference = "RFC 4271, RFC 5492, RFC 2918",
  .fields = fields, .carriers = carriers, .rules = rules,
  .extent = {"length", true, false},
  .text = "type={type}, length={length}",
  .lines = lines,
};
