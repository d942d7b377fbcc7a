/*
** pim.c - Protocol Independent Multicast, version 2 (RFC 7761)
*/
#include "../core/protocol.h"

#define REGISTER WHEN("type", 1, 1)

static const Name types[] = {
  {0, "hello", NULL}, {1, "register", NULL}, {2, "register-stop", NULL},
  {3, "join-prune", NULL}, {4, "bootstrap", NULL}, {5, "assert", NULL},
  {6, "graft", NULL}, {7, "graft-ack", NULL}, {8, "candidate", NULL},
  {9, "state-refresh", NULL}, {0, NULL, NULL}
};

static const Field head[] = {
  U("kind", 16, "option type"),
  U("length", 16, "bytes in the data"),
  {0}
};

static const Field holdtime[] = {
  U("seconds", 16, "how long the sender is a neighbor, 65535: for good"), {0}
};
static const Field delay[] = {
  U("tracking", 1, "1: joins need not be suppressed (T)"),
  U("delay", 15, "propagation delay, in ms"),
  U("interval", 16, "override interval, in ms"),
  {0}
};
static const Field priority[] = {
  U("priority", 32, "the highest is the designated router"), {0}
};
static const Field generation[] = {
  U("id", 32, "generation identifier", HEX), {0}
};

static const Item known[] = {
  {1, "holdtime", "hold time", holdtime, NULL, NULL},
  {2, "prunedelay", "LAN prune delay", delay, NULL, NULL},
  {19, "priority", "priority of the designated router", priority, NULL, NULL},
  {20, "generation", "generation identifier", generation, NULL, NULL},
  {24, "addresses", "addresses of the sender", NULL, NULL, NULL},
  {0}
};

static const Items options = { .head = head, .known = known };

static const Field fields[] = {
  U("version", 4, "version of the protocol", DEFAULT(2)),
  U("type", 4, "what the message is", NAMED(types)),
  U("reserved", 8, "zero"),
  U("checksum", 16, "Internet checksum, without the data of a register", HEX),
  I("options", &options, "options", WHEN("type", 0, 0)),
  U("border", 1, "1: from a border router (B)", REGISTER),
  U("nullregister", 1, "1: without a packet (N)", REGISTER),
  U("reserved2", 30, "zero", HEX, REGISTER),
  B("body", 0, "the rest of other messages", WHEN("type", 2, 15)),
  {0}
};

static const Carrier carriers[] = { {"ip", 103, {0}}, {0} };

static const Rule rules[] = {
  {"its version is not 2", RULE_REFUSE,
   IN(IF_AMONG("version", 0xffff ^ BIT(2)))},
  {"it may carry nothing", RULE_BARE, ALWAYS},
  {0}
};

const Protocol protocol_pim = {
  .name = "pim", .title = "PIM", .meaning = "Protocol Independent Multicast",
  .reference = "RFC 7761",
  .fields = fields, .carriers = carriers, .next = "type",
  .checksum = {"checksum", SUM_INTERNET, COVERS_HEADER6, false, {0}, NULL},
  .rules = rules, .text = "type={type}",
};
