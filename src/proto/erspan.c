/*
** erspan.c - mirrored frames in GRE, types II and III (draft-foschiano-erspan)
*/
#include "../core/protocol.h"

#define SECOND WHEN("version", 1, 1)
#define THIRD WHEN("version", 2, 2)

static const Field fields[] = {
  U("version", 4, "1: type II, in GRE with a sequence number; 2: type III",
    DEFAULT(2)),
  U("vlan", 12, "VLAN of the mirrored frame"),
  U("priority", 3, "class of service (CoS) of the mirrored frame"),
  U("encapsulation", 2, "type II: kind of trunk; type III: condition (BSO)"),
  U("truncated", 1, "1: the copy is shorter than the frame (T)"),
  U("session", 10, "session identifier"),
  U("reserved", 12, "zero", SECOND),
  U("index", 20, "port and direction", SECOND),
  U("timestamp", 32, "time stamp, in units of granularity", THIRD),
  U("group", 16, "security group tag (SGT)", THIRD),
  U("protocoldata", 1, "1: an Ethernet frame (P)", DEFAULT(1), THIRD),
  U("frametype", 5, "0: an Ethernet frame, 2: an IP packet", THIRD),
  U("hardware", 6, "identifier of the engine", THIRD),
  U("direction", 1, "0: received, 1: sent (D)", THIRD),
  U("granularity", 2, "unit of time, 0: 100 us, 1: 100 ns, 2: IEEE 1588",
    THIRD),
  U("optional", 1, "1: a platform's own part follows (O)", THIRD),
  B("platform", 64, "what a platform adds", WHEN_BITS("optional", 1)),
  {0}
};

static const Carrier carriers[] = {
  {"gre", 0x22eb, IF("version", 2, 2)},
  {"gre", 0x88be, {0}},
  {0}
};

static const Rule rules[] = {
  {"its version is neither 1 nor 2", RULE_REFUSE,
   IN(IF_AMONG("version", 0xffff ^ (BIT(1) | BIT(2))))},
  {0}
};

const Protocol protocol_erspan = {
  .name = "erspan", .title = "ERSPAN",
  .meaning = "Encapsulated Remote Switched Port Analyzer",
  .reference = "RFC 2784, draft-foschiano-erspan",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "session={session}, vlan={vlan}",
};
