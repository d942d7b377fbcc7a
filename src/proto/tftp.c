/*
** tftp.c - Trivial File Transfer Protocol (RFC 1350; options: RFC 2347)
*/
#include "../core/protocol.h"

static const Name operations[] = {
  {1, "read", NULL}, {2, "write", NULL}, {3, "data", NULL}, {4, "ack", NULL},
  {5, "error", NULL}, {6, "option-ack", NULL}, {0, NULL, NULL}
};

static const Name errors[] = {
  {0, "other", NULL}, {1, "not-found", NULL}, {2, "access", NULL},
  {3, "disk-full", NULL}, {4, "illegal", NULL}, {5, "unknown-transfer", NULL},
  {6, "exists", NULL}, {7, "no-such-user", NULL}, {8, "option", NULL},
  {0, NULL, NULL}
};

#define REQUEST BIT(1) | BIT(2)

static const Field option[] = {
  T("name", 0, "name of the option", ENDED("\0")),
  T("value", 0, "value of the option", ENDED("\0")),
  {0}
};

static const Field fields[] = {
  U("operation", 16, "opcode", NAMED(operations), DEFAULT(1)),
  T("filename", 0, "filename", ENDED("\0"), WHEN_AMONG("operation", REQUEST)),
  T("mode", 0, "transfer mode: octet or netascii", ENDED("\0"),
    DEFAULT_LIST("octet"), WHEN_AMONG("operation", REQUEST)),
  U("block", 16, "block number", WHEN("operation", 3, 4)),
  U("error", 16, "error code", NAMED(errors), WHEN("operation", 5, 5)),
  T("message", 0, "error message", ENDED("\0"), WHEN("operation", 5, 5)),
  L("options", option, "options (RFC 2347)",
    WHEN_AMONG("operation", REQUEST | BIT(6))),
  {0}
};

static const Carrier carriers[] = { {"udp", 69, {0}}, {0} };

static const Line lines[] = {
  {"{operation} {filename}, {mode}", IF("operation", 1, 2)},
  {"{operation} {block}", IF("operation", 3, 4)},
  {"{operation} {error}, {message}", IF("operation", 5, 5)},
  {"{operation}", {0}},
  {0}
};

static const Rule rules[] = {
  {"there is no such operation", RULE_OTHERWISE, IN(IF("operation", 0, 0))},
  {"there is no such operation", RULE_OTHERWISE,
   IN(IF("operation", 7, UINT16_MAX))},
  {0}
};

const Protocol protocol_tftp = {
  .name = "tftp", .title = "TFTP", .meaning = "Trivial File Transfer Protocol",
  .reference = "RFC 1350, RFC 2347",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "operation={operation}, {filename}, block={block}, error={error}",
  .lines = lines,
};
