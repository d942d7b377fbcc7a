/*
** nbss.c - NetBIOS Session Service (RFC 1002, section 4.3; direct TCP:
** MS-SMB2, section 2.1)
*/
#include "../core/protocol.h"

static const Name types[] = {
  {0x00, "message", NULL}, {0x81, "request", NULL}, {0x82, "positive", NULL},
  {0x83, "negative", NULL}, {0x84, "retarget", NULL},
  {0x85, "keepalive", NULL}, {0, NULL, NULL}
};

#define REQUEST WHEN("type", 0x81, 0x81)
#define RETARGET WHEN("type", 0x84, 0x84)

static const Field fields[] = {
  U("type", 8, "message type", NAMED(types)),
  U("length", 24, "bytes in the message; at port 139 at most 131071"),
  N("called", "name of the called node, two letters for each byte", ALONE,
    REQUEST),
  N("calling", "name of the calling node, likewise", ALONE, REQUEST),
  U("error", 8, "error code", HEX, WHEN("type", 0x83, 0x83)),
  A("address", IP4, "address to call instead", RETARGET),
  U("port", 16, "port to call instead", RETARGET),
  {0}
};

static const Carrier carriers[] = {
  {"tcp", 139, {0}}, {"tcp", 445, {0}}, {0}
};

static const Line lines[] = { {"{type}, length {length}", {0}}, {0} };

static const Rule rules[] = {
  {"there is no such type", RULE_OTHERWISE, IN(IF("type", 0x01, 0x80))},
  {"there is no such type", RULE_OTHERWISE, IN(IF("type", 0x86, 0xff))},
  {"its length is another", RULE_OTHERWISE,
   IN(IF("type", 0x81, 0x81), IF("length", 0, 67))},
  {"its length is another", RULE_OTHERWISE,
   IN(IF("type", 0x81, 0x81), IF("length", 513, 0xffffff))},
  {"its length is another", RULE_OTHERWISE,
   IN(IF("type", 0x82, 0x85), IF("length", 7, 0xffffff))},
  {"its message may be in the next segment", RULE_BARE, ALWAYS},
  {0}
};

const Protocol protocol_nbss = {
  .name = "nbss", .title = "NBSS", .meaning = "NetBIOS Session Service",
  .reference = "RFC 1002, section 4.3; MS-SMB2, section 2.1",
  .fields = fields, .carriers = carriers, .next = "type",
  .extent = {"length", false, false}, .rules = rules,
  .text = "type={type}, length={length}",
  .lines = lines, .brief = "nbss",
};
