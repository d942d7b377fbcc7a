/*
** quic.c - QUIC: what the long headers of all versions have (RFC 8999, RFC 9000,
** section 17.2)
*/
#include "../core/protocol.h"

static const Name types[] = {
  {0, "initial", NULL}, {1, "zero-rtt", NULL}, {2, "handshake", NULL},
  {3, "retry", NULL}, {0, NULL, NULL}
};

static const Field version[] = { U("version", 32, "a version", HEX), {0} };

/* What follows the identifiers is encrypted for the most part. */
static const Field fields[] = {
  U("longheader", 1, "1: a long header", DEFAULT(1)),
  U("fixed", 1, "1; any where versions are negotiated", DEFAULT(1)),
  U("type", 2, "packet type, of version 1", NAMED(types)),
  U("protected", 4, "bits that are protected", HEX),
  U("version", 32, "version, 0: versions are negotiated", HEX, DEFAULT(1)),
  U("destinationsize", 8, "bytes of the identifier"),
  B("destination", 0, "connection identifier of the destination",
    SIZED("destinationsize")),
  U("sourcesize", 8, "bytes of the identifier"),
  B("source", 0, "connection identifier of the source", SIZED("sourcesize")),
  L("versions", version, "versions that the server takes",
    WHEN("version", 0, 0)),
  {0}
};

static const Carrier carriers[] = { {"udp", 443, {0}}, {0} };

static const Line lines[] = {
  {"versions {versions}, {source} -> {destination}", IF("version", 0, 0)},
  {"{type}, version {version}, {source} -> {destination}", {0}},
  {0}
};

#define VERSION2 0x6b3343cf  /* RFC 9369 */

/* Only the long header says how long the identifiers are. */
static const Rule rules[] = {
  {"it is a short header", RULE_OTHERWISE, IN(IF("longheader", 0, 0))},
  {"its fixed bit is 0", RULE_OTHERWISE,
   IN(IF("fixed", 0, 0), IF("version", 1, UINT32_MAX))},
  {"its version is another", RULE_OTHERWISE,
   IN(IF("version", 2, VERSION2 - 1))},
  {"its version is another", RULE_OTHERWISE,
   IN(IF("version", VERSION2 + 1, 0xff000016))},
  {"its version is another", RULE_OTHERWISE,
   IN(IF("version", 0xff000023, UINT32_MAX))},
  {"no identifier is so long", RULE_OTHERWISE,
   IN(IF("destinationsize", 21, 255))},
  {0}
};

const Protocol protocol_quic = {
  .name = "quic", .title = "QUIC", .meaning = "QUIC, the long header",
  .reference = "RFC 8999, RFC 9000, RFC 9369",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "type={type}, version={version}, {source} -> {destination}",
  .lines = lines,
};
