/*
** l2tp.c - Layer Two Tunneling Protocol, version 2 (RFC 2661)
*/
#include "../core/protocol.h"

#define CONTROL 0x8000
#define LENGTH 0x4000
#define SEQUENCE 0x0800
#define OFFSET 0x0200

static const Name flags[] = {
  {CONTROL, "control", NULL}, {LENGTH, "length", NULL},
  {SEQUENCE, "sequence", NULL}, {OFFSET, "offset", NULL},
  {0x0100, "priority", NULL}, {0, NULL, NULL}
};

static const Field pair[] = {
  U("mandatory", 1, "1: who does not know it ends the session (M)"),
  U("hidden", 1, "1: the value is hidden (H)"),
  U("reserved", 4, "zero"),
  U("length", 10, "bytes in the pair, its head included"),
  U("vendor", 16, "vendor's enterprise number, 0: IETF"),
  U("kind", 16, "type of the attribute"),
  {0}
};

static const Field message[] = {
  U("type", 16, "1: SCCRQ, 2: SCCRP, 3: SCCCN, 4: StopCCN, 6: HELLO, "
    "7: OCRQ, 10: ICRQ, 11: ICRP, 12: ICCN, 14: CDN, 15: WEN, 16: SLI"),
  {0}
};
static const Field text[] = { B("text", 0, "text"), {0} };
static const Field id[] = { U("id", 16, "identifier"), {0} };

static const Item known[] = {
  {0, "message", "message type", message, NULL, NULL},
  {1, "result", "result code", NULL, NULL, NULL},
  {2, "version", "protocol version", NULL, NULL, NULL},
  {3, "framing", "framing capabilities", NULL, NULL, NULL},
  {4, "bearer", "bearer capabilities", NULL, NULL, NULL},
  {6, "firmware", "firmware revision", NULL, NULL, NULL},
  {7, "host", "host name", text, NULL, NULL},
  {8, "vendorname", "vendor name", text, NULL, NULL},
  {9, "tunnel", "assigned tunnel", id, NULL, NULL},
  {10, "window", "receive window size", NULL, NULL, NULL},
  {14, "session", "assigned session", id, NULL, NULL},
  {15, "serial", "call serial number", NULL, NULL, NULL},
  {21, "called", "called number", text, NULL, NULL},
  {22, "calling", "calling number", text, NULL, NULL},
  {0}
};

static const Items pairs = { .head = pair, .known = known, .whole = true };

static const Field fields[] = {
  U("flags", 16, "flags of the fields present; the last four bits are the "
    "version", HEX, BITS(flags), DEFAULT(2)),
  U("length", 16, "bytes in the message", WHEN_BITS("flags", LENGTH)),
  U("tunnel", 16, "tunnel identifier"),
  U("session", 16, "session identifier"),
  U("sequence", 16, "sequence number (Ns)", WHEN_BITS("flags", SEQUENCE)),
  U("expected", 16, "sequence number that is expected next (Nr)",
    WHEN_BITS("flags", SEQUENCE)),
  U("offset", 16, "bytes before the payload", WHEN_BITS("flags", OFFSET)),
  B("pad", 0, "bytes before the payload", SIZED("offset"),
    WHEN_BITS("flags", OFFSET)),
  I("pairs", &pairs, "attribute value pairs (AVPs)",
    WHEN_BITS("flags", CONTROL)),
  {0}
};

static const Carrier carriers[] = { {"udp", 1701, {0}}, {0} };

static const Rule rules[] = {
  {"its version is not 2", RULE_OTHERWISE, IN({"flags", 0, 1, 15, 0})},
  {"its version is not 2", RULE_OTHERWISE, IN({"flags", 3, 15, 15, 0})},
  {"a control message carries nothing", RULE_LAST,
   IN(IF_BITS("flags", CONTROL))},
  {"it may carry nothing", RULE_BARE, ALWAYS},
  {0}
};

const Protocol protocol_l2tp = {
  .name = "l2tp", .title = "L2TP", .meaning = "Layer Two Tunneling Protocol",
  .reference = "RFC 2661",
  .fields = fields, .carriers = carriers, .rules = rules,
  .extent = {"length", true, false},
  .text = "tunnel={tunnel}, session={session}",
};
