/*
** icmp.c - Internet Control Message Protocol (RFC 792)
*/
#include "../core/protocol.h"

static const Name types[] = {
  {0, "echo-reply", "ICMP_ECHOREPLY"},
  {3, "unreachable", "ICMP_UNREACH"},
  {4, "source-quench", "ICMP_SOURCEQUENCH"},
  {5, "redirect", "ICMP_REDIRECT"},
  {8, "echo-request", "ICMP_ECHO"},
  {9, "router-advertisement", "ICMP_ROUTERADVERT"},     /* RFC 1256 */
  {10, "router-solicitation", "ICMP_ROUTERSOLICIT"},
  {11, "time-exceeded", "ICMP_TIMXCEED"},
  {12, "parameter-problem", "ICMP_PARAMPROB"},
  {13, "timestamp-request", "ICMP_TSTAMP"},
  {14, "timestamp-reply", "ICMP_TSTAMPREPLY"},
  {15, "information-request", "ICMP_IREQ"},
  {16, "information-reply", "ICMP_IREQREPLY"},
  {17, "mask-request", "ICMP_MASKREQ"},                 /* RFC 950 */
  {18, "mask-reply", "ICMP_MASKREPLY"},
  {42, "extended-echo-request", NULL},                  /* RFC 8335 */
  {43, "extended-echo-reply", NULL},
  {0, NULL, NULL}
};

#define ECHOES BIT(0) | BIT(8)
#define TIMES BIT(13) | BIT(14)
#define MASKS BIT(17) | BIT(18)
#define PROBES BIT(42) | BIT(43)
#define NUMBERED ECHOES | TIMES | BIT(15) | BIT(16) | MASKS
#define ERRORS BIT(3) | BIT(4) | BIT(5) | BIT(11) | BIT(12)

static const Field router[] = {
  A("address", IP4, "address of the router"),
  U("preference", 32, "preference level, signed, the highest first"),
  {0}
};

static const Field fields[] = {
  U("type", 8, "message type", NAMED(types), DEFAULT(8)),
  U("code", 8, "code, by the type"),
  U("checksum", 16, "Internet checksum of header and payload", HEX),
  U("id", 16, "identifier, the same in request and reply", WHEN_AMONG("type",
    NUMBERED | PROBES)),
  U("sequence", 16, "sequence number", WHEN_AMONG("type", NUMBERED)),
  U("number", 8, "sequence number of an extended echo", WHEN_AMONG("type",
    PROBES)),
  U("state", 8,
    "in a reply the state of the interface; in a request 1: it is local", HEX,
    WHEN_AMONG("type", PROBES)),
  A("gateway", IP4, "redirect: gateway to use", WHEN("type", 5, 5)),
  U("pointer", 8, "pointer to the wrong byte of the quoted packet", WHEN("type",
    12, 12)),
  U("unused", 8, "zero", WHEN_AMONG("type", BIT(3) | BIT(11))),
  U("length", 8, "bytes in the quoted packet, 0: up to the end (RFC 4884)",
    SCALED(4), WHEN_AMONG("type", BIT(3) | BIT(11) | BIT(12))),
  U("mtu", 16, "MTU of the next hop (RFC 1191)", WHEN("type", 3, 3)),
  U("reserved", 16, "zero", WHEN("type", 11, 12)),
  U("addresses", 8, "number of router addresses", WHEN("type", 9, 9)),
  U("entrysize", 8, "bytes in an entry: address and preference", SCALED(4),
    DEFAULT(8), WHEN("type", 9, 9)),
  U("lifetime", 16, "lifetime of the addresses, in seconds", DEFAULT(1800),
    WHEN("type", 9, 9)),
  L("routers", router, "router addresses", WHEN("entrysize", 8, 8),
    COUNTED_ITEMS("addresses")),
  B("entries", 0, "entries of another size", WHEN("entrysize", 12, 1020)),
  U("rest", 32, "zero", WHEN_AMONG("type", BIT(4) | BIT(10))),
  U("originate", 32, "originate timestamp, in ms since midnight UTC",
    WHEN("type", 13, 14)),
  U("receive", 32, "receive timestamp", WHEN("type", 13, 14)),
  U("transmit", 32, "transmit timestamp", WHEN("type", 13, 14)),
  A("mask", IP4, "address mask", WHEN("type", 17, 18)),
  {0}
};

static const Carrier carriers[] = {
  {"ip", 1, {0}},
  {0}
};

static const Line lines[] = {
  {"{type}, id {id}, seq {sequence}", IF("type", 8, 8)},
  {"{type}, id {id}, seq {sequence}", IF("type", 0, 0)},
  {"{type}, code {code}, mtu {mtu}, gateway {gateway}, pointer {pointer}, "
   "id {id}, lifetime {lifetime}", {0}},
  {0}
};

/* Of a type that is not known, all but the first four bytes is payload. */
static const Rule rules[] = {
  {"an error quotes the packet that it is about", RULE_QUOTES,
   IN(IF_AMONG("type", ERRORS))},
  {0}
};

const Protocol protocol_icmp = {
  .name = "icmp", .title = "ICMP",
  .meaning = "Internet Control Message Protocol",
  .reference = "RFC 792, RFC 950, RFC 1191, RFC 1256, RFC 4884, RFC 8335",
  .fields = fields, .carriers = carriers,
  .checksum = {"checksum", SUM_INTERNET, COVERS_REST, false, {0}, NULL},
  .rules = rules,
  .lines = lines,
};
