/*
** ike.c - Internet Key Exchange (RFC 7296; version 1: RFC 2408)
*/
#include "../core/protocol.h"

static const Name payloads[] = {
  {0, "none", NULL}, {1, "sa1", NULL}, {4, "ke1", NULL}, {5, "id1", NULL},
  {6, "cert1", NULL}, {8, "hash1", NULL}, {9, "sig1", NULL},
  {10, "nonce1", NULL}, {11, "notify1", NULL}, {12, "delete1", NULL},
  {13, "vendor1", NULL}, {14, "mode-config1", NULL}, {20, "natd1", NULL},
  {33, "sa", NULL}, {34, "ke", NULL}, {35, "idi", NULL}, {36, "idr", NULL},
  {37, "cert", NULL}, {38, "certreq", NULL}, {39, "auth", NULL},
  {40, "nonce", NULL}, {41, "notify", NULL}, {42, "delete", NULL},
  {43, "vendor", NULL}, {44, "tsi", NULL}, {45, "tsr", NULL},
  {46, "encrypted", NULL}, {47, "config", NULL}, {48, "eap", NULL},
  {53, "fragment", NULL}, {0, NULL, NULL}
};

static const Name exchanges[] = {
  {1, "base", NULL}, {2, "identity-protection", NULL},
  {3, "authentication-only", NULL}, {4, "aggressive", NULL},
  {5, "informational1", NULL}, {6, "transaction", NULL}, {32, "quick", NULL},
  {33, "new-group", NULL}, {34, "sa-init", NULL}, {35, "auth", NULL},
  {36, "create-child", NULL}, {37, "informational", NULL},
  {43, "intermediate", NULL}, {0, NULL, NULL}
};

static const Name flags[] = {
  {0x01, "encrypted", NULL}, {0x02, "commit", NULL}, {0x04, "auth", NULL},
  {0x08, "initiator", NULL}, {0x10, "version", NULL},
  {0x20, "response", NULL}, {0, NULL, NULL}
};

/* Each payload says what the next one is, and not itself. */
static const Field payload_head[] = {
  U("kind", 8, "type of the next payload, 0: none", NAMED(payloads)),
  U("critical", 1, "what does not know the payload has to refuse"),
  U("reserved", 7, "zero"),
  U("length", 16, "bytes in the payload", DEFAULT(4)),
  {0}
};

static const Items list = { .head = payload_head, .whole = true };

static const Field fields[] = {
  B("initiator", 64, "security parameter index of the initiator"),
  B("responder", 64, "the same of the responder"),
  U("next", 8, "type of the first payload", NAMED(payloads)),
  U("version", 4, "major version", DEFAULT(2)),
  U("minor", 4, "minor version"),
  U("exchange", 8, "exchange type", NAMED(exchanges), DEFAULT(34)),
  U("flags", 8, "flags", HEX, BITS(flags), DEFAULT(8)),
  U("id", 32, "message identifier", HEX),
  U("length", 32, "bytes in the message", DEFAULT(28)),
  I("payloads", &list, "payloads", WHEN_MASKED("flags", 1, 0, 0)),
  B("encrypted", 0, "payloads, encrypted (version 1)",
    WHEN_BITS("flags", 1)),
  {0}
};

static const Carrier carriers[] = { {"udp", 500, {0}}, {0} };

static const Line lines[] = {
  {"v{version} {exchange}, {flags}, id {id}", {0}}, {0}
};

static const Rule rules[] = {
  {"there is no such version", RULE_OTHERWISE, IN(IF("version", 0, 0))},
  {"there is no such version", RULE_OTHERWISE, IN(IF("version", 3, 15))},
  {"no message is so short", RULE_OTHERWISE, IN(IF("length", 0, 27))},
  {0}
};

const Protocol protocol_ike = {
  .name = "ike", .title = "IKE", .meaning = "Internet Key Exchange",
  .reference = "RFC 7296, section 3; RFC 2408, section 3",
  .fields = fields, .carriers = carriers, .rules = rules, .length = "length",
  .text = "version={version}, exchange={exchange}, flags=({flags})",
  .lines = lines,
};
