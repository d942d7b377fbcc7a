/*
** ospf3.c - Open Shortest Path First, version 3, for IPv6 (RFC 5340)
*/
#include "ospf.h"

static const Field lsahead[] = {
  U("age", 16, "age, in s"),
  U("kind", 16, "type of the advertisement, with its scope", HEX),
  LSA_ORIGIN,
  U("length", 16, "bytes in the advertisement, its header included"),
  {0}
};

static const Field headers[] = {
  U("age", 16, "age, in s"),
  U("type", 16, "type of the advertisement, with its scope", HEX),
  LSA_ORIGIN,
  U("length", 16, "bytes in the advertisement, its header included"),
  {0}
};

static const Item known[] = {
  {0x2001, "router", "router-LSA", NULL, NULL, NULL},
  {0x2002, "network", "network-LSA", NULL, NULL, NULL},
  {0x2003, "interprefix", "inter-area-prefix-LSA", NULL, NULL, NULL},
  {0x2004, "interrouter", "inter-area-router-LSA", NULL, NULL, NULL},
  {0x4005, "external", "AS-external-LSA", NULL, NULL, NULL},
  {0x2007, "nssa", "NSSA-LSA", NULL, NULL, NULL},
  {0x0008, "link", "link-LSA", NULL, NULL, NULL},
  {0x2009, "intraprefix", "intra-area-prefix-LSA", NULL, NULL, NULL},
  {0}
};

static const Items updates = { .head = lsahead, .known = known, .whole = true };

static const Field request[] = {
  U("reserved", 16, "zero"),
  U("type", 16, "type of the advertisement", HEX),
  A("id", IP4, "link state identifier"),
  A("router", IP4, "advertising router"),
  {0}
};

static const Field fields[] = {
  U("version", 8, "version of the protocol", DEFAULT(3)),
  U("type", 8, "what the message is", NAMED(types), DEFAULT(1)),
  U("length", 16, "bytes in the message", DEFAULT(36)),
  A("router", IP4, "identifier of the sender"),
  A("area", IP4, "identifier of the area"),
  U("checksum", 16, "Internet checksum with the pseudo header", HEX),
  U("instance", 8, "instance on the link"),
  U("reserved", 8, "zero"),
  U("interface", 32, "identifier of the interface", HELLO),
  U("priority", 8, "priority of the router", DEFAULT(1), HELLO),
  U("options", 24, "options of the router", HEX, HELLO),
  U("interval", 16, "time between messages, in s", DEFAULT(10), HELLO),
  U("deadinterval", 16, "time until a router is gone, in s", DEFAULT(40),
    HELLO),
  A("designated", IP4, "designated router", HELLO),
  A("backup", IP4, "backup designated router", HELLO),
  L("neighbors", neighbor, "routers that the sender hears", HELLO),
  U("reserved2", 8, "zero", DESCRIPTION),
  U("databaseoptions", 24, "options of the router", HEX, DESCRIPTION),
  U("mtu", 16, "MTU of the interface, in bytes", DESCRIPTION),
  U("reserved3", 8, "zero", DESCRIPTION),
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

static const Carrier carriers[] = { {"ip6", 89, {0}}, {0} };

const Protocol protocol_ospf3 = {
  .name = "ospf3", .title = "OSPF3",
  .meaning = "Open Shortest Path First, version 3", .reference = "RFC 5340",
  .fields = fields, .carriers = carriers, .length = "length",
  .checksum = {"checksum", SUM_INTERNET, COVERS_PSEUDO, false, {0}, NULL},
  .text = "type={type}, router={router}, area={area}",
};
