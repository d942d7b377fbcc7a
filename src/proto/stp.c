/*
** stp.c - Spanning Tree Protocol (IEEE 802.1D, clause 9; 802.1Q, clause 14)
*/
#include "../core/protocol.h"

static const Name versions[] = {
  {0, "stp", NULL}, {2, "rstp", NULL}, {3, "mstp", NULL}, {4, "spt", NULL},
  {0, NULL, NULL}
};

static const Name types[] = {
  {0x00, "configuration", NULL},
  {0x02, "rapid", NULL},
  {0x80, "topology-change", NULL},
  {0, NULL, NULL}
};

#define WHOLE WHEN_AMONG("type", BIT(0) | BIT(2))

static const Field fields[] = {
  U("protocol", 16, "protocol identifier", HEX),
  U("version", 8, "version of the protocol", NAMED(versions)),
  U("type", 8, "what the message is", HEX, NAMED(types)),
  U("flags", 8, "topology change, proposal, role of the port, ...", HEX, WHOLE),
  U("rootpriority", 4, "priority of the root", SCALED(4096), DEFAULT(32768),
    WHOLE),
  U("rootextension", 12, "system identifier extension of the root", WHOLE),
  A("root", MAC, "hardware address of the root", WHOLE),
  U("rootpathcost", 32, "cost of the path to the root", WHOLE),
  U("bridgepriority", 4, "priority of the sender", SCALED(4096),
    DEFAULT(32768), WHOLE),
  U("bridgeextension", 12, "system identifier extension of the sender", WHOLE),
  A("bridge", MAC, "hardware address of the sender", WHOLE),
  U("port", 16, "port of the sender, with its priority", HEX, DEFAULT(0x8001),
    WHOLE),
  U("messageage", 16, "age of the message, in 1/256 s", WHOLE),
  U("maximumage", 16, "age at which it is void, in 1/256 s",
    DEFAULT(20 * 256), WHOLE),
  U("hellotime", 16, "time between messages, in 1/256 s", DEFAULT(2 * 256),
    WHOLE),
  U("forwarddelay", 16, "time to wait before forwarding, in 1/256 s",
    DEFAULT(15 * 256), WHOLE),
  U("versiononelength", 8, "bytes of version 1's information: 0",
    WHEN("type", 2, 2)),
  B("mst", 0, "multiple spanning trees: the length of the information and it",
    WHEN("version", 3, 255)),
  {0}
};

static const Carrier carriers[] = {
  {"llc", 0x42, {0}},
  {"snap", 0x00000c010b, {0}},  /* Cisco's, one for each VLAN (PVST+) */
  {0}
};

static const Line lines[] = {
  {"{type}, root {root}, bridge {bridge}, port 0x{port:4}", {0}},
  {0}
};

static const Rule rules[] = {
  {"it is another protocol of bridges: GARP, GVRP", RULE_OTHERWISE,
   IN(IF("protocol", 1, UINT16_MAX))},
  {0}
};

const Protocol protocol_stp = {
  .name = "stp", .title = "STP", .meaning = "Spanning Tree Protocol",
  .reference = "IEEE 802.1D, IEEE 802.1Q",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "type=0x{type:2}, root={root}, bridge={bridge}, port=0x{port:4}",
  .lines = lines,
};
