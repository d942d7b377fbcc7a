/*
** stun.c - Session Traversal Utilities for NAT (RFC 8489)
*/
#include "../core/protocol.h"

static const Name types[] = {
  {0x0001, "binding-request", NULL}, {0x0011, "binding-indication", NULL},
  {0x0101, "binding-success", NULL}, {0x0111, "binding-error", NULL},
  {0x0003, "allocate-request", NULL}, {0x0103, "allocate-success", NULL},
  {0x0113, "allocate-error", NULL}, {0x0004, "refresh-request", NULL},
  {0x0104, "refresh-success", NULL}, {0x0114, "refresh-error", NULL},
  {0x0016, "send-indication", NULL}, {0x0017, "data-indication", NULL},
  {0x0008, "permission-request", NULL}, {0x0108, "permission-success", NULL},
  {0x0009, "channel-request", NULL}, {0x0109, "channel-success", NULL},
  {0, NULL, NULL}
};

static const Name families[] = {
  {1, "ip", NULL}, {2, "ip6", NULL}, {0, NULL, NULL}
};

#define OF_IP WHEN("family", 1, 1)
#define OF_IP6 WHEN("family", 2, 2)

static const Field address[] = {
  U("zero", 8, "zero"),
  U("family", 8, "address family", NAMED(families), DEFAULT(1)),
  U("port", 16, "port"),
  A("address", IP4, "address", OF_IP),
  A("address6", IP6, "address", OF_IP6),
  {0}
};

static const Field masked[] = {
  U("zero", 8, "zero"),
  U("family", 8, "address family", NAMED(families), DEFAULT(1)),
  U("xport", 16, "port, XOR the high half of the cookie", HEX),
  B("xaddress", 0, "address, XOR cookie and transaction"),
  {0}
};

static const Field text[] = { T("text", 0, "the text"), {0} };

static const Field number[] = { U("number", 32, "the number"), {0} };

static const Field failure[] = {
  U("zero", 21, "zero"),
  U("class", 3, "hundreds of the error code"),
  U("number", 8, "error code modulo 100"),
  T("reason", 0, "the same in words"),
  {0}
};

#define PLAIN NULL, NULL, NULL

static const Item kinds[] = {
  {0x0001, "mapped", "mapped address", address, NULL, NULL},
  {0x0003, "changerequest", "change request (RFC 5780)", number, NULL, NULL},
  {0x0006, "username", "user name", text, NULL, NULL},
  {0x0008, "integrity", "message integrity", PLAIN},
  {0x0009, "error", "error code", failure, NULL, NULL},
  {0x000a, "unknown", "attributes that were not understood", PLAIN},
  {0x000d, "lifetime", "lifetime, in seconds (RFC 8656)", number, NULL, NULL},
  {0x0012, "peer", "address of the peer (RFC 8656)", masked, NULL, NULL},
  {0x0013, "data", "data (RFC 8656)", PLAIN},
  {0x0014, "realm", "realm", text, NULL, NULL},
  {0x0015, "nonce", "nonce", text, NULL, NULL},
  {0x0016, "relayed", "relayed address (RFC 8656)", masked, NULL, NULL},
  {0x0019, "transport", "requested transport (RFC 8656)", PLAIN},
  {0x001c, "integrity256", "message integrity by SHA-256", PLAIN},
  {0x0020, "xmapped", "mapped address, masked", masked, NULL, NULL},
  {0x0024, "priority", "priority of the candidate (RFC 8445)", number, NULL,
   NULL},
  {0x0025, "usecandidate", "the pair is chosen (RFC 8445)", PLAIN},
  {0x8022, "software", "name of the software", text, NULL, NULL},
  {0x8023, "alternate", "alternate server", address, NULL, NULL},
  {0x8028, "fingerprint", "CRC-32 of the message, masked", PLAIN},
  {0x8029, "controlled", "the agent is controlled (RFC 8445)", PLAIN},
  {0x802a, "controlling", "the agent is controlling (RFC 8445)", PLAIN},
  {0x802b, "responseorigin", "address of the response's source (RFC 5780)",
   address, NULL, NULL},
  {0x802c, "otheraddress", "another address of the server (RFC 5780)",
   address, NULL, NULL},
  {0}
};

static const Field head[] = {
  U("kind", 16, "type of the attribute", HEX),
  U("length", 16, "bytes in the value"),
  {0}
};

static const Items attributes = {
  .head = head, .known = kinds, .align = 4, .pad = 4
};

static const Field fields[] = {
  U("type", 16, "message type: method and class", HEX, NAMED(types),
    DEFAULT(1)),
  U("length", 16, "bytes in the attributes"),
  U("cookie", 32, "magic cookie, 0x2112a442", HEX, DEFAULT(0x2112a442)),
  B("transaction", 96, "transaction identifier"),
  I("attributes", &attributes, "attributes", SIZED("length")),
  {0}
};

static const Carrier carriers[] = {
  {"udp", 3478, {0}}, {"tcp", 3478, {0}}, {"udp", 19302, {0}}, {0}
};

static const Line lines[] = { {"{type}, attributes {attributes}", {0}}, {0} };

static const Rule rules[] = {
  {"a message begins with two zero bits", RULE_OTHERWISE,
   IN(IF("type", 0x4000, UINT16_MAX))},
  {"its cookie is another", RULE_OTHERWISE, IN(IF("cookie", 0, 0x2112a441))},
  {"its cookie is another", RULE_OTHERWISE,
   IN(IF("cookie", 0x2112a443, UINT32_MAX))},
  {0}
};

const Protocol protocol_stun = {
  .name = "stun", .title = "STUN",
  .meaning = "Session Traversal Utilities for NAT",
  .reference = "RFC 8489, RFC 8656, RFC 5780",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "type={type}, attributes={attributes}",
  .lines = lines,
};
