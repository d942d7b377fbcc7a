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
  U("subtype", 8, "slow protocols subtype, 1: LACP", DEFAULT(1)),
  U("version", 8, "version of the protocol", DEFAULT(1)),
  U("actortype", 8, "TLV type of the actor", DEFAULT(1)),
  U("actorlength", 8, "bytes in the TLV", DEFAULT(20)),
  U("actorpriority", 16, "actor system priority", DEFAULT(32768)),
  A("actorsystem", MAC, "actor system ID"),
  U("actorkey", 16, "actor key"),
  U("actorportpriority", 16, "actor port priority", DEFAULT(32768)),
  U("actorport", 16, "actor port number"),
  U("actorstate", 8, "actor state", HEX, BITS(states)),
  U("actorreserved", 24, "zero", HEX),
  U("partnertype", 8, "TLV type of the partner", DEFAULT(2)),
  U("partnerlength", 8, "bytes in the TLV", DEFAULT(20)),
  U("partnerpriority", 16, "partner system priority"),
  A("partnersystem", MAC, "partner system ID, as the actor knows it"),
  U("partnerkey", 16, "partner key"),
  U("partnerportpriority", 16, "partner port priority"),
  U("partnerport", 16, "partner port number"),
  U("partnerstate", 8, "partner state", HEX, BITS(states)),
  U("partnerreserved", 24, "zero", HEX),
  U("collectortype", 8, "TLV type of the collector", DEFAULT(3)),
  U("collectorlength", 8, "bytes in the TLV", DEFAULT(16)),
  U("maximumdelay", 16, "collector maximum delay, in 10 us"),
  B("collectorreserved", 96, "zeros"),
  B("elements", 416, "further TLVs (version 2), terminator and padding"),
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
