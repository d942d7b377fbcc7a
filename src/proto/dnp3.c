/*
** dnp3.c - Distributed Network Protocol: the link header (IEEE 1815, clause 9)
*/
#include "../core/protocol.h"

static const Field fields[] = {
  U("start", 16, "start bytes, 0x0564", HEX, DEFAULT(0x0564)),
  U("length", 8, "bytes that follow, without this one and check sums",
    DEFAULT(5)),
  U("direction", 1, "1: from the master"),
  U("primary", 1, "1: from the station that began the exchange", DEFAULT(1)),
  U("countbit", 1, "frame count bit"),
  U("countvalid", 1, "1: the frame count bit is valid; from a secondary "
    "station: data flow control"),
  U("code", 4, "function code, by primary", DEFAULT(9)),
  U("destination", 16, "address of the destination", LITTLE),
  U("source", 16, "address of the source", LITTLE),
  U("check", 16, "CRC of the header", HEX, LITTLE),
  {0}
};

static const Carrier carriers[] = {
  {"tcp", 20000, {0}}, {"udp", 20000, {0}}, {0}
};

static const Line lines[] = {
  {"{source} -> {destination}, function {code}", {0}}, {0}
};

static const Rule rules[] = {
  {"its start bytes are others", RULE_OTHERWISE, IN(IF("start", 0, 0x0563))},
  {"its start bytes are others", RULE_OTHERWISE,
   IN(IF("start", 0x0565, UINT16_MAX))},
  {"no frame is so short", RULE_OTHERWISE, IN(IF("length", 0, 4))},
  {0}
};

const Protocol protocol_dnp3 = {
  .name = "dnp3", .title = "DNP3", .meaning = "Distributed Network Protocol",
  .reference = "IEEE 1815, clause 9",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "{source} -> {destination}, code={code}",
  .lines = lines,
};
