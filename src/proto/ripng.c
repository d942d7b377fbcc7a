/*
** ripng.c - Routing Information Protocol for IPv6 (RFC 2080)
*/
#include "../core/protocol.h"

static const Name commands[] = {
  {1, "request", NULL}, {2, "response", NULL}, {0, NULL, NULL}
};

static const Field entry[] = {
  A("prefix", IP6, "prefix, or next hop"),
  U("tag", 16, "route tag"),
  U("prefixlength", 8, "bits of the prefix"),
  U("metric", 8, "metric, 1 to 15; 16: unreachable, 255: a next hop",
    DEFAULT(1)),
  {0}
};

static const Field fields[] = {
  U("command", 8, "what the message is", NAMED(commands), DEFAULT(1)),
  U("version", 8, "version of the protocol", DEFAULT(1)),
  U("zero", 16, "zero"),
  L("entries", entry, "entries"),
  {0}
};

static const Carrier carriers[] = { {"udp", 521, {0}}, {0} };

static const Line lines[] = { {"v{version} {command}", {0}}, {0} };

static const Rule rules[] = {
  {"there is no such command", RULE_OTHERWISE, IN(IF("command", 0, 0))},
  {"there is no such command", RULE_OTHERWISE, IN(IF("command", 3, 255))},
  {"there is no such version", RULE_OTHERWISE, IN(IF("version", 0, 0))},
  {"there is no such version", RULE_OTHERWISE, IN(IF("version", 2, 255))},
  {0}
};

const Protocol protocol_ripng = {
  .name = "ripng", .title = "RIPng",
  .meaning = "Routing Information Protocol for IPv6",
  .reference = "RFC 2080",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "command={command}, version={version}, entries={entries}",
  .lines = lines,
};
