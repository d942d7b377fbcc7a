/*
** ospf.c - Open Shortest Path First, version 2 (RFC 2328, appendix A)
*/
#include "ospf.h"

static const Field lsahead[] = {
  U("age", 16, "age, in s"),
  U("options", 8, "options of the router", HEX),
  U("kind", 8, "type of the advertisement"),
  LSA_ORIGIN,
  U("length", 16, "bytes in the advertisement, its header included"),
  {0}
};

static const Field headers[] = {
  U("age", 16, "age, in s"),
  U("options", 8, "options of the router", HEX),
  U("type", 8, "type of the advertisement"),
  LSA_ORIGIN,
  U("length", 16, "bytes in the advertisement, its header included"),
  {0}
};

static const Field router[] = {
  U("flags", 16, "0x0100: border of areas, 0x0200: of the system", HEX),
  U("count", 16, "number of links"),
  {0}
};
static const Field network[] = { A("mask", IP4, "mask of the network"), {0} };
static const Field attached[] = { A("router", IP4, "router on it"), {0} };
static const Field summary[] = {
  A("mask", IP4, "mask of the network"),
  U("metric", 32, "cost"),
  {0}
};
static const Field external[] = {
  A("mask", IP4, "mask of the network"),
  U("second", 1, "1: the metric is of type 2"),
  U("metric", 31, "cost"),
  A("forwarding", IP4, "where to forward to"),
  U("tag", 32, "tag of the route", HEX),
  {0}
};
static const Field link[] = {
  A("id", IP4, "what the link leads to"),
  A("data", IP4, "address of the interface, or mask"),
  U("type", 8, "1: a router, 2: a network, 3: a stub, 4: virtual"),
  U("metrics", 8, "number of other metrics"),
  U("metric", 16, "cost"),
  {0}
};

static const Item known[] = {
  {1, "router", "router-LSA", router, "links", link},
  {2, "network", "network-LSA", network, "routers", attached},
  {3, "summary", "summary-LSA of a network", summary, NULL, NULL},
  {4, "border", "summary-LSA of a border router", summary, NULL, NULL},
  {5, "external", "AS-external-LSA", external, NULL, NULL},
  {7, "nssa", "NSSA-LSA (RFC 3101)", external, NULL, NULL},
  {0}
};

static const Items updates = { .head = lsahead, .known = known, .whole = true };

static const Field request[] = {
  U("type", 32, "type of the advertisement"),
  A("id", IP4, "link state identifier"),
  A("router", IP4, "advertising router"),
  {0}
};

static const Field fields[] = {
  U("version", 8, "version of the protocol", DEFAULT(2)),
  U("type", 8, "what the message is", NAMED(types), DEFAULT(1)),
  U("length", 16, "bytes in the message", DEFAULT(44)),
  A("router", IP4, "identifier of the sender"),
  A("area", IP4, "identifier of the area"),
  U("checksum", 16, "Internet checksum without the authentication", HEX),
  U("authenticationtype", 16, "0: none, 1: password, 2: cryptographic"),
  B("authentication", 64, "password; key, length and sequence number"),
  A("mask", IP4, "mask of the network", HELLO),
  U("interval", 16, "time between messages, in s", DEFAULT(10), HELLO),
  U("options", 8, "options of the router", HEX, HELLO),
  U("priority", 8, "priority of the router", DEFAULT(1), HELLO),
  U("deadinterval", 32, "time until a router is gone, in s", DEFAULT(40),
    HELLO),
  A("designated", IP4, "designated router", HELLO),
  A("backup", IP4, "backup designated router", HELLO),
  L("neighbors", neighbor, "routers that the sender hears", HELLO),
  U("mtu", 16, "MTU of the interface, in bytes", DESCRIPTION),
  U("databaseoptions", 8, "options of the router", HEX, DESCRIPTION),
  U("databaseflags", 8, "4: first, 2: more follow, 1: master", DESCRIPTION),
  U("sequence", 32, "sequence number of the description", DESCRIPTION),
  L("headers", headers, "headers of advertisements that the sender has",
    DESCRIPTION),
  L("requests", request, "advertisements that are asked for", REQUEST),
  U("count", 32, "number of advertisements", UPDATE),
  I("updates", &updates, "advertisements", COUNTED_ITEMS("count"), UPDATE),
  L("acknowledged", headers, "headers of advertisements that were received",
    ACKNOWLEDGMENT),
  B("trailing", 0, "what follows the updates", BEHIND),
  B("rest", 0, "what follows", OTHERS),
  {0}
};

static const Carrier carriers[] = { {"ip", 89, {0}}, {0} };

static const Rule rules[] = {
  {"it is version 3", RULE_OTHERWISE, IN(IF("version", 3, 3))},
  {"its version is neither 2 nor 3", RULE_REFUSE, IN(IF("version", 4, 255))},
  {"its version is neither 2 nor 3", RULE_REFUSE, IN(IF("version", 0, 1))},
  {0}
};

const Protocol protocol_ospf = {
  .name = "ospf", .title = "OSPF", .meaning = "Open Shortest Path First",
  .reference = "RFC 2328",
  .fields = fields, .carriers = carriers, .length = "length",
  .checksum = {"checksum", SUM_INTERNET, COVERS_HEADER, false, {0}, NULL},
  .rules = rules, .otherwise = "ospf3",
  .text = "type={type}, router={router}, area={area}",
};
