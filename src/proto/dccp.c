/*
** dccp.c - Datagram Congestion Control Protocol (RFC 4340)
*/
#include "../core/protocol.h"

/* The packet types, and below them the bit for long sequence numbers (X). */
static const Name types[] = {
  {1, "request", NULL}, {3, "response", NULL}, {4, "short-data", NULL},
  {5, "data", NULL}, {6, "short-ack", NULL}, {7, "ack", NULL},
  {8, "short-data-ack", NULL}, {9, "data-ack", NULL},
  {11, "close-request", NULL}, {13, "close", NULL}, {15, "reset", NULL},
  {17, "sync", NULL}, {19, "sync-ack", NULL}, {0, NULL, NULL}
};

static const Name resets[] = {
  {0, "unspecified", NULL}, {1, "closed", NULL}, {2, "aborted", NULL},
  {3, "no-connection", NULL}, {4, "packet-error", NULL},
  {5, "option-error", NULL}, {6, "mandatory-error", NULL},
  {7, "refused", NULL}, {8, "bad-service", NULL}, {9, "too-busy", NULL},
  {10, "bad-init-cookie", NULL}, {11, "aggression", NULL}, {0, NULL, NULL}
};

static const Field feature[] = {
  U("feature", 8, "number of the feature"),
  B("values", 0, "values, the first is preferred"),
  {0}
};

static const Field timestamp[] = {
  U("value", 32, "timestamp, in units of 10 us"), {0}
};

#define PLAIN NULL, NULL, NULL

static const Item kinds[] = {
  {0, "padding", "padding", PLAIN},
  {1, "mandatory", "the next option is mandatory", PLAIN},
  {2, "slowreceiver", "the receiver is slow", PLAIN},
  {32, "changel", "change of a local feature", feature, NULL, NULL},
  {33, "confirml", "confirmation of a local feature", feature, NULL, NULL},
  {34, "changer", "change of a remote feature", feature, NULL, NULL},
  {35, "confirmr", "confirmation of a remote feature", feature, NULL, NULL},
  {36, "initcookie", "init cookie", PLAIN},
  {37, "ndpcount", "packets without data before this one", PLAIN},
  {38, "ackvector0", "ack vector, nonce 0", PLAIN},
  {39, "ackvector1", "ack vector, nonce 1", PLAIN},
  {40, "datadropped", "data that was dropped", PLAIN},
  {41, "timestamp", "timestamp", timestamp, NULL, NULL},
  {42, "timestampecho", "timestamp that is echoed", PLAIN},
  {43, "elapsed", "time since the packet that is acknowledged", PLAIN},
  {44, "datachecksum", "CRC-32c of the data", PLAIN},
  {0}
};

static const Field head[] = {
  U("kind", 8, "type of the option"),
  U("length", 8, "bytes in the option", DEFAULT(2)),
  {0}
};

static const Items options = {
  .head = head, .known = kinds, .whole = true, .bare = 0xffffffff, .pad = 4
};

#define SHORT BIT(4) | BIT(6) | BIT(8)
#define SHORT_ACK BIT(6) | BIT(8)
#define ACK BIT(3) | BIT(7) | BIT(9) | BIT(11) | BIT(13) | BIT(15) | \
  BIT(17) | BIT(19)
#define LONG ACK | BIT(1) | BIT(5)
#define SERVICE BIT(1) | BIT(3)
#define RESET WHEN("type", 15, 15)

static const Field fields[] = {
  U("sourceport", 16, "source port"),
  U("destinationport", 16, "destination port"),
  U("headerlength", 8, "bytes in the header", SCALED(4), DEFAULT(24)),
  U("ccval", 4, "value of the congestion control"),
  U("coverage", 4, "checksum coverage, 0: all"),
  U("checksum", 16, "Internet checksum with the pseudo header", HEX),
  U("reserved", 3, "zero"),
  U("type", 5, "twice the packet type, and 1 if sequence numbers have 48 bits",
    NAMED(types), DEFAULT(7)),
  U("shortsequence", 24, "sequence number, low 24 bits",
    WHEN_AMONG("type", SHORT)),
  U("zero", 8, "zero", WHEN_AMONG("type", LONG)),
  U("sequence", 48, "sequence number", WHEN_AMONG("type", LONG)),
  U("shortackzero", 8, "zero", WHEN_AMONG("type", SHORT_ACK)),
  U("shortacknowledge", 24, "acknowledged sequence number, low 24 bits",
    WHEN_AMONG("type", SHORT_ACK)),
  U("ackzero", 16, "zero", WHEN_AMONG("type", ACK)),
  U("acknowledge", 48, "acknowledged sequence number",
    WHEN_AMONG("type", ACK)),
  U("service", 32, "service code", WHEN_AMONG("type", SERVICE)),
  U("reset", 8, "reset code", NAMED(resets), RESET),
  B("resetdata", 24, "data of the reset code", RESET),
  I("options", &options, "options"),
  {0}
};

static const Carrier carriers[] = { {"ip", 33, {0}}, {0} };

static const Line lines[] = {
  {"{type}, seq {sequence}{shortsequence}, "
   "ack {acknowledge}{shortacknowledge}", {0}}, {0}
};

static const Rule rules[] = {
  {"there is no such type", RULE_REFUSE,
   IN(IF_AMONG("type", BIT(0) | BIT(2) | BIT(10) | BIT(12) | BIT(14) |
      BIT(16) | BIT(18)))},
  {"there is no such type", RULE_REFUSE, IN(IF("type", 20, 31))},
  {0}
};

const Protocol protocol_dccp = {
  .name = "dccp", .title = "DCCP",
  .meaning = "Datagram Congestion Control Protocol",
  .reference = "RFC 4340",
  .fields = fields, .carriers = carriers, .rules = rules,
  .length = "headerlength",
  .checksum = {"checksum", SUM_INTERNET, COVERS_PSEUDO, false,
               IF("coverage", 0, 0), NULL},
  .text = "{sourceport} -> {destinationport}, type={type}",
  .lines = lines,
};
