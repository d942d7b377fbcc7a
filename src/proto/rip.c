/*
** rip.c - Routing Information Protocol (RFC 2453)
*/
#include "../core/protocol.h"

static const Name commands[] = {
  {1, "request", NULL}, {2, "response", NULL}, {9, "update-request", NULL},
  {10, "update-response", NULL}, {11, "update-acknowledge", NULL},
  {0, NULL, NULL}
};

static const Name families[] = {
  {0, "all", NULL}, {2, "ip", NULL}, {0xffff, "authentication", NULL},
  {0, NULL, NULL}
};

#define ROUTE WHEN("family", 0, 0xfffe)

static const Field entry[] = {
  U("family", 16, "address family", NAMED(families), DEFAULT(2)),
  U("tag", 16, "route tag; of an authentication its type, 2: a password"),
  B("authentication", 128, "password, or what its type says",
    WHEN("family", 0xffff, 0xffff)),
  A("address", IP4, "address of the destination", ROUTE),
  A("mask", IP4, "subnet mask; zero in version 1", ROUTE),
  A("nexthop", IP4, "next hop; zero: the sender", ROUTE),
  U("metric", 32, "metric, 1 to 15; 16: unreachable", DEFAULT(1), ROUTE),
  {0}
};

static const Field fields[] = {
  U("command", 8, "what the message is", NAMED(commands), DEFAULT(1)),
  U("version", 8, "version of the protocol", DEFAULT(2)),
  U("zero", 16, "zero; of some senders the routing domain"),
  L("entries", entry, "entries"),
  {0}
};

static const Carrier carriers[] = { {"udp", 520, {0}}, {0} };

static const Line lines[] = { {"v{version} {command}", {0}}, {0} };

static const Rule rules[] = {
  {"there is no such command", RULE_OTHERWISE, IN(IF("command", 0, 0))},
  {"there is no such command", RULE_OTHERWISE, IN(IF("command", 12, 255))},
  {"there is no such version", RULE_OTHERWISE, IN(IF("version", 0, 0))},
  {"there is no such version", RULE_OTHERWISE, IN(IF("version", 3, 255))},
  {0}
};

const Protocol protocol_rip = {
  .name = "rip", .title = "RIP", .meaning = "Routing Information Protocol",
  .reference = "RFC 2453, RFC 1058",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "command={command}, version={version}, entries={entries}",
  .lines = lines,
};
