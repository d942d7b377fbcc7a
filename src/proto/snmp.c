/*
** snmp.c - Simple Network Management Protocol: the head (RFC 1157, RFC 3416)
*/
#include "../core/protocol.h"

static const Name versions[] = {
  {0, "v1", NULL}, {1, "v2c", NULL}, {3, "v3", NULL}, {0, NULL, NULL}
};

static const Name operations[] = {
  {0, "get", NULL}, {1, "get-next", NULL}, {2, "response", NULL},
  {3, "set", NULL}, {4, "trap1", NULL}, {5, "get-bulk", NULL},
  {6, "inform", NULL}, {7, "trap", NULL}, {8, "report", NULL},
  {0, NULL, NULL}
};

static const Name errors[] = {
  {0, "no-error", NULL}, {1, "too-big", NULL}, {2, "no-such-name", NULL},
  {3, "bad-value", NULL}, {4, "read-only", NULL}, {5, "other", NULL},
  {6, "no-access", NULL}, {16, "authorization", NULL}, {0, NULL, NULL}
};

/*
** All is in BER: a tag, a length, a value. A length of 0x81 or 0x82 has its
** number in the byte, or in the two bytes, behind it. An integer has as many
** bytes as its length says.
*/
#define COMMUNITY WHEN("version", 0, 1)
#define PDU WHEN_AMONG("operation", BIT(0) | BIT(1) | BIT(2) | BIT(3) | \
  BIT(5) | BIT(6) | BIT(7) | BIT(8))

static const Field fields[] = {
  U("tag", 8, "tag of a sequence", HEX, DEFAULT(0x30)),
  U("size", 8, "bytes of the message, or the form of this number", DEFAULT(23)),
  U("size1", 8, "bytes of the message", WHEN("size", 0x81, 0x81)),
  U("size2", 16, "bytes of the message", WHEN("size", 0x82, 0x82)),
  U("versiontag", 16, "tag and length of an integer", HEX, DEFAULT(0x0201)),
  U("version", 8, "version of the protocol", NAMED(versions), DEFAULT(1)),
  U("communitytag", 8, "tag of a text", HEX, DEFAULT(0x04), COMMUNITY),
  U("communitysize", 8, "bytes of the community, up to 127", COMMUNITY),
  T("community", 0, "community", SIZED("communitysize"), COMMUNITY),
  U("pdutag", 3, "5: the tag of an operation", DEFAULT(5), COMMUNITY),
  U("operation", 5, "operation", NAMED(operations), COMMUNITY),
  U("pdusize", 8, "bytes of the operation, or the form of this number",
    DEFAULT(14), COMMUNITY),
  U("pdusize1", 8, "bytes of the operation", WHEN("pdusize", 0x81, 0x81)),
  U("pdusize2", 16, "bytes of the operation", WHEN("pdusize", 0x82, 0x82)),
  U("idtag", 8, "tag of an integer", HEX, DEFAULT(0x02), PDU),
  U("idsize", 8, "bytes of the identifier", DEFAULT(4), PDU),
  U("id1", 8, "identifier of the request, of one byte", WHEN("idsize", 1, 1)),
  U("id2", 16, "identifier of the request, of two bytes",
    WHEN("idsize", 2, 2)),
  U("id3", 24, "identifier of the request, of three bytes",
    WHEN("idsize", 3, 3)),
  U("id", 32, "identifier of the request, of four bytes",
    WHEN("idsize", 4, 4)),
  U("errortag", 16, "tag and length of an integer", HEX, DEFAULT(0x0201), PDU),
  U("error", 8, "error status; of get-bulk: non-repeaters", NAMED(errors),
    PDU),
  U("indextag", 16, "tag and length of an integer", HEX, DEFAULT(0x0201), PDU),
  U("index", 8, "error index; of get-bulk: most repetitions", PDU),
  {0}
};

static const Carrier carriers[] = {
  {"udp", 161, {0}}, {"udp", 162, {0}}, {0}
};

static const Line lines[] = {
  {"{version} {operation}, community {community}, id {id}{id1}{id2}{id3}",
   {0}},
  {0}
};

static const Rule rules[] = {
  {"its tag is another", RULE_OTHERWISE, IN(IF("tag", 0, 0x2f))},
  {"its tag is another", RULE_OTHERWISE, IN(IF("tag", 0x31, 0xff))},
  {0}
};

/* The tags behind lengths are in no fixed place. */
static bool is(const uint8_t *bytes, uint32_t left) {
  uint32_t at = 2;
  if (left < 5 || bytes[0] != 0x30) return false;
  if (bytes[1] == 0x81 || bytes[1] == 0x82) at += bytes[1] - 0x80u;
  else if (bytes[1] > 0x7f) return false;
  return left - at >= 3 && bytes[at] == 2 && bytes[at + 1] == 1 &&
         (bytes[at + 2] < 2 || bytes[at + 2] == 3);
}

const Protocol protocol_snmp = {
  .name = "snmp", .title = "SNMP",
  .meaning = "Simple Network Management Protocol",
  .reference = "RFC 1157, RFC 3416, RFC 3417",
  .fields = fields, .carriers = carriers, .rules = rules, .is = is,
  .text = "version={version}, community={community}, operation={operation}",
  .lines = lines,
};
