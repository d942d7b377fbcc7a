/*
** nbdgm.c - NetBIOS Datagram Service (RFC 1002, section 4.4)
*/
#include "../core/protocol.h"

static const Name types[] = {
  {16, "direct-unique", NULL}, {17, "direct-group", NULL},
  {18, "broadcast", NULL}, {19, "error", NULL}, {20, "query", NULL},
  {21, "positive", NULL}, {22, "negative", NULL}, {0, NULL, NULL}
};

#define DATA WHEN("type", 16, 18)
#define QUERY WHEN("type", 20, 22)

static const Field fields[] = {
  U("type", 8, "message type", NAMED(types), DEFAULT(17)),
  U("reserved", 4, "zero"),
  U("node", 2, "type of the source's node: 0: B, 1: P, 2: M, 3: NBDD"),
  U("first", 1, "it is the first fragment", DEFAULT(1)),
  U("more", 1, "more fragments follow"),
  U("id", 16, "identifier of the datagram", HEX),
  A("source", IP4, "address of the source"),
  U("sourceport", 16, "port of the source", DEFAULT(138)),
  U("length", 16, "bytes in names and data", DATA),
  U("offset", 16, "offset of the fragment, in bytes", DATA),
  N("sourcename", "name of the source, two letters for each byte", ALONE,
    DATA),
  N("destinationname", "name of the destination, likewise", ALONE, DATA),
  U("error", 8, "error code", HEX, WHEN("type", 19, 19)),
  N("queryname", "name that is asked for, likewise", ALONE, QUERY),
  {0}
};

static const Carrier carriers[] = { {"udp", 138, {0}}, {0} };

static const Line lines[] = {
  {"{type}, id {id}, from {source}", {0}}, {0}
};

static const Rule rules[] = {
  {"there is no such type", RULE_OTHERWISE, IN(IF("type", 0, 15))},
  {"there is no such type", RULE_OTHERWISE, IN(IF("type", 23, 255))},
  {"it has no payload", RULE_LAST, IN(IF("type", 19, 22))},
  {"it is a later fragment", RULE_LAST, IN(IF("first", 0, 0))},
  {"its message may be empty", RULE_BARE, ALWAYS},
  {0}
};

const Protocol protocol_nbdgm = {
  .name = "nbdgm", .title = "NBDGM", .meaning = "NetBIOS Datagram Service",
  .reference = "RFC 1002, section 4.4",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "type={type}, id={id}, source={source}",
  .lines = lines, .brief = "nbdgm {type}",
};
