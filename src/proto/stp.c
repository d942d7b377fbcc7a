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
  U("version", 8, "protocol version identifier", NAMED(versions)),
  U("type", 8, "BPDU type", HEX, NAMED(types)),
  U("flags", 8, "flags: topology change, proposal, role of the port, ...", HEX,
    WHOLE),
  U("rootpriority", 4, "priority of the root bridge", SCALED(4096),
    DEFAULT(32768), WHOLE),
  U("rootextension", 12, "system ID extension of the root bridge", WHOLE),
  A("root", MAC, "address of the root bridge", WHOLE),
  U("rootpathcost", 32, "root path cost", WHOLE),
  U("bridgepriority", 4, "priority of the sending bridge", SCALED(4096),
    DEFAULT(32768), WHOLE),
  U("bridgeextension", 12, "system ID extension of the sending bridge", WHOLE),
  A("bridge", MAC, "address of the sending bridge", WHOLE),
  U("port", 16, "port identifier, with its priority", HEX, DEFAULT(0x8001),
    WHOLE),
  U("messageage", 16, "message age, in 1/256 s", WHOLE),
  U("maximumage", 16, "maximum age, in 1/256 s", DEFAULT(20 * 256), WHOLE),
  U("hellotime", 16, "hello time, in 1/256 s", DEFAULT(2 * 256), WHOLE),
  U("forwarddelay", 16, "forward delay, in 1/256 s", DEFAULT(15 * 256), WHOLE),
  U("versiononelength", 8, "version 1 length: 0", WHEN("type", 2, 2)),
  B("mst", 0, "MSTP: version 3 length and the MST extension", WHEN("version", 3,
    255)),
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
