/*
** netbios.c - NetBIOS frames behind LLC (IBM LAN Technical Reference, 5)
*/
#include "../core/protocol.h"

#define LONG WHEN("command", 0, 0x13)
#define SHORT WHEN("command", 0x14, 0xff)

static const Name commands[] = {
  {0x00, "add-group-name", NULL}, {0x01, "add-name", NULL},
  {0x02, "name-in-conflict", NULL}, {0x03, "status-query", NULL},
  {0x07, "terminate-trace", NULL}, {0x08, "datagram", NULL},
  {0x09, "broadcast", NULL}, {0x0a, "name-query", NULL},
  {0x0d, "add-name-response", NULL}, {0x0e, "name-recognized", NULL},
  {0x0f, "status-response", NULL}, {0x14, "data-ack", NULL},
  {0x15, "data-first-middle", NULL}, {0x16, "data-only-last", NULL},
  {0x17, "session-confirm", NULL}, {0x18, "session-end", NULL},
  {0x19, "session-initialize", NULL}, {0x1a, "no-receive", NULL},
  {0x1b, "receive-outstanding", NULL}, {0x1c, "receive-continue", NULL},
  {0x1f, "session-alive", NULL}, {0, NULL, NULL}
};

static const Field fields[] = {
  U("length", 16, "bytes in the header", LITTLE, DEFAULT(44)),
  U("delimiter", 16, "0xefff: NetBIOS", HEX, LITTLE, DEFAULT(0xefff)),
  U("command", 8, "what the frame is", NAMED(commands), DEFAULT(8)),
  U("data", 8, "depends on the command"),
  U("data2", 16, "depends on the command", LITTLE),
  U("transmit", 16, "transmit correlator", HEX, LITTLE),
  U("response", 16, "response correlator", HEX, LITTLE),
  B("destination", 128, "name of the receiver", LONG),
  B("source", 128, "name of the sender", LONG),
  U("destinationsession", 8, "number of the session, of the receiver", SHORT),
  U("sourcesession", 8, "number of the session, of the sender", SHORT),
  {0}
};

static const Carrier carriers[] = { {"llc", 0xf0, {0}}, {0} };

const Protocol protocol_netbios = {
  .name = "netbios", .title = "NetBIOS", .meaning = "NetBIOS frame",
  .reference = "IBM SC30-3587, LAN Technical Reference",
  .fields = fields, .carriers = carriers, .text = "command={command}",
};
