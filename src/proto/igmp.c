/*
** igmp.c - Internet Group Management Protocol (RFC 3376)
*/
#include "../core/protocol.h"
#include "records.h"

static const Name types[] = {
  {0x11, "query", "IGMP_HOST_MEMBERSHIP_QUERY"},
  {0x12, "report", "IGMP_HOST_MEMBERSHIP_REPORT"},      /* RFC 1112 */
  {0x16, "report2", "IGMPV2_HOST_MEMBERSHIP_REPORT"},   /* RFC 2236 */
  {0x17, "leave", "IGMP_HOST_LEAVE_MESSAGE"},
  {0x22, "report3", "IGMPV3_HOST_MEMBERSHIP_REPORT"},
  {0, NULL, NULL}
};

static const Field head[] = { RECORD_HEAD(IP4, 4) };

static const Field source[] = {
  A("address", IP4, "source address"),
  {0}
};

static const Item known[] = { RECORD_KINDS(source) };

static const Items records = {
  .head = head, .known = known, RECORD_TAIL,
};

/* What a query of version 3 has more. */
#define QUERY WHEN("type", 0x11, 0x11), OPTIONAL
#define SINGLE BIT(0x11) | BIT(0x12) | BIT(0x16) | BIT(0x17)

static const Field fields[] = {
  U("type", 8, "message type", NAMED(types), DEFAULT(0x11)),
  U("delay", 8, "query: maximum response time, in tenths of a second"),
  U("checksum", 16, "Internet checksum of the message", HEX),
  A("group", IP4, "group address, 0.0.0.0: all groups", WHEN_AMONG("type",
    SINGLE)),
  U("suppress", 5, "suppress router-side processing (S, version 3)", QUERY),
  U("robustness", 3, "querier's robustness variable (QRV)", DEFAULT(2), QUERY),
  U("interval", 8, "querier's query interval code (QQIC), in seconds",
    DEFAULT(125), QUERY),
  U("count", 16, "number of sources", QUERY),
  L("sources", source, "source addresses", WHEN("count", 0, UINT16_MAX),
    COUNTED_ITEMS("count")),
  U("reserved", 16, "zero", WHEN("type", 0x22, 0x22)),
  U("records", 16, "number of group records", WHEN("type", 0x22, 0x22)),
  I("groups", &records, "group records", WHEN("type", 0x22, 0x22),
    COUNTED_ITEMS("records")),
  {0}
};

static const Carrier carriers[] = {
  {"ip", 2, {0}},
  {0}
};

static const Line lines[] = {
  {"{type}, group {group}, groups {groups}", {0}},
  {0}
};

/* Of a type that is not known, all but the first four bytes is payload. */
const Protocol protocol_igmp = {
  .name = "igmp", .title = "IGMP",
  .meaning = "Internet Group Management Protocol",
  .reference = "RFC 3376, RFC 2236, RFC 1112",
  .fields = fields, .carriers = carriers,
  .checksum = {"checksum", SUM_INTERNET, COVERS_REST, false, {0}, NULL},
  .lines = lines,
};
