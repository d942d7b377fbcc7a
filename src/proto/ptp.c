/*
** ptp.c - Precision Time Protocol, version 2 (IEEE 1588, clause 13)
*/
#include "../core/protocol.h"

static const Name types[] = {
  {0, "sync", NULL}, {1, "delay-request", NULL},
  {2, "peer-delay-request", NULL}, {3, "peer-delay-response", NULL},
  {8, "follow-up", NULL}, {9, "delay-response", NULL},
  {10, "peer-delay-follow-up", NULL}, {11, "announce", NULL},
  {12, "signaling", NULL}, {13, "management", NULL}, {0, NULL, NULL}
};

#define TIMED \
  WHEN_AMONG("type", BIT(0) | BIT(1) | BIT(2) | BIT(3) | BIT(8) | BIT(9) | \
             BIT(10) | BIT(11))

static const Field fields[] = {
  U("profile", 4, "who defines the profile (majorSdoId)"),
  U("type", 4, "what the message is", NAMED(types)),
  U("minorversion", 4, "minor version of the protocol"),
  U("version", 4, "version of the protocol", DEFAULT(2)),
  U("length", 16, "bytes in the message", DEFAULT(44)),
  U("domain", 8, "domain"),
  U("minorprofile", 8, "minorSdoId"),
  U("flags", 16, "flags, 0x0200: two steps", HEX),
  B("correction", 64, "correction, in units of 1/65536 ns, signed"),
  B("specific", 32, "depends on the type"),
  B("clock", 64, "clock identity of the sender"),
  U("port", 16, "port of the sender", DEFAULT(1)),
  U("sequence", 16, "sequence number"),
  U("control", 8, "depends on the type"),
  U("interval", 8, "time between messages, a power of two, in s, signed", HEX),
  U("seconds", 48, "timestamp: seconds", TIMED),
  U("nanoseconds", 32, "timestamp: nanoseconds", TIMED),
  B("body", 0, "what follows"),
  {0}
};

static const Carrier carriers[] = {
  {"ethernet", 0x88f7, {0}},
  {"udp", 319, {0}},
  {"udp", 320, {0}},
  {0}
};

static const Rule rules[] = {
  {"its version is not 2", RULE_OTHERWISE,
   IN(IF_AMONG("version", 0xffff ^ BIT(2)))},
  {0}
};

const Protocol protocol_ptp = {
  .name = "ptp", .title = "PTP", .meaning = "Precision Time Protocol",
  .reference = "IEEE 1588",
  .fields = fields, .carriers = carriers, .length = "length", .rules = rules,
  .text = "type={type}, sequence={sequence}",
};
