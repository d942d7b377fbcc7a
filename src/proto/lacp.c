/*
** lacp.c - Link Aggregation Control Protocol (IEEE 802.1AX, 6.4.2)
*/
#include "../core/protocol.h"

static const Name states[] = {
  {0x01, "active", NULL}, {0x02, "short-timeout", NULL},
  {0x04, "aggregatable", NULL}, {0x08, "synchronized", NULL},
  {0x10, "collecting", NULL}, {0x20, "distributing", NULL},
  {0x40, "defaulted", NULL}, {0x80, "expired", NULL},
  {0, NULL, NULL}
};

static const Field fields[] = {
  U("subtype", 8, "which of the slow protocols it is", DEFAULT(1)),
  U("version", 8, "version of the protocol", DEFAULT(1)),
  U("actortype", 8, "kind of the element on the sender", DEFAULT(1)),
  U("actorlength", 8, "bytes of the element", DEFAULT(20)),
  U("actorpriority", 16, "priority of the sender's system", DEFAULT(32768)),
  A("actorsystem", MAC, "the sender's system"),
  U("actorkey", 16, "key of the ports that the sender may join"),
  U("actorportpriority", 16, "priority of the sender's port", DEFAULT(32768)),
  U("actorport", 16, "number of the sender's port"),
  U("actorstate", 8, "state of the sender's port", HEX, BITS(states)),
  U("actorreserved", 24, "zero", HEX),
  U("partnertype", 8, "kind of the element on the other side", DEFAULT(2)),
  U("partnerlength", 8, "bytes of the element", DEFAULT(20)),
  U("partnerpriority", 16, "priority of the other side's system"),
  A("partnersystem", MAC, "the other side's system, as the sender sees it"),
  U("partnerkey", 16, "key of the other side's ports"),
  U("partnerportpriority", 16, "priority of the other side's port"),
  U("partnerport", 16, "number of the other side's port"),
  U("partnerstate", 8, "state of the other side's port", HEX, BITS(states)),
  U("partnerreserved", 24, "zero", HEX),
  U("collectortype", 8, "kind of the element on the collector", DEFAULT(3)),
  U("collectorlength", 8, "bytes of the element", DEFAULT(16)),
  U("maximumdelay", 16, "how long the collector may hold a frame, in 10 us"),
  B("collectorreserved", 96, "zeros"),
  B("elements", 416, "other elements (version 2), the end and zeros"),
  {0}
};

static const Carrier carriers[] = { {"ethernet", 0x8809, {0}}, {0} };

static const Line lines[] = {
  {"{actorsystem} port {actorport} key {actorkey} [{actorstate}], partner "
   "{partnersystem} port {partnerport} key {partnerkey} [{partnerstate}]",
   {0}},
  {0}
};

static const Rule rules[] = {
  {"it is another slow protocol", RULE_OTHERWISE, IN(IF("subtype", 0, 0))},
  {"it is another slow protocol", RULE_OTHERWISE, IN(IF("subtype", 2, 255))},
  {0}
};

const Protocol protocol_lacp = {
  .name = "lacp", .title = "LACP",
  .meaning = "Link Aggregation Control Protocol",
  .reference = "IEEE 802.1AX",
  .fields = fields, .carriers = carriers, .rules = rules, .ends = true,
  .text = "{actorsystem} -> {partnersystem}, key={actorkey}, "
          "state=({actorstate})",
  .lines = lines,
};
