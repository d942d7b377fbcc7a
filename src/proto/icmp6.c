/*
** icmp6.c - Internet Control Message Protocol for IPv6 (RFC 4443)
*/
#include "../core/protocol.h"
#include "records.h"

static const Name types[] = {
  {1, "unreachable", "ICMP6_DST_UNREACH"},
  {2, "packet-too-big", "ICMP6_PACKET_TOO_BIG"},
  {3, "time-exceeded", "ICMP6_TIME_EXCEEDED"},
  {4, "parameter-problem", "ICMP6_PARAM_PROB"},
  {128, "echo-request", "ICMP6_ECHO_REQUEST"},
  {129, "echo-reply", "ICMP6_ECHO_REPLY"},
  {130, "listener-query", "MLD_LISTENER_QUERY"},        /* RFC 2710 */
  {131, "listener-report", "MLD_LISTENER_REPORT"},
  {132, "listener-done", "MLD_LISTENER_REDUCTION"},
  {133, "router-solicitation", "ND_ROUTER_SOLICIT"},    /* RFC 4861 */
  {134, "router-advertisement", "ND_ROUTER_ADVERT"},
  {135, "neighbor-solicitation", "ND_NEIGHBOR_SOLICIT"},
  {136, "neighbor-advertisement", "ND_NEIGHBOR_ADVERT"},
  {137, "redirect", "ND_REDIRECT"},
  {143, "listener-report2", "MLDV2_LISTENER_REPORT"},   /* RFC 3810 */
  {160, "extended-echo-request", NULL},                 /* RFC 8335 */
  {161, "extended-echo-reply", NULL},
  {0, NULL, NULL}
};

/* --- options of neighbour discovery --- */

static const Field option_head[] = {
  U("kind", 8, "kind of the option"),
  U("length", 8, "bytes of the option, kind and length counted", SCALED(8)),
  {0}
};

static const Field linkaddress[] = {
  A("address", MAC, "hardware address"),
  {0}
};

static const Field prefix[] = {
  U("prefixlength", 8, "bits of the prefix that count", DEFAULT(64)),
  U("onlink", 1, "its addresses are on this link"),
  U("autonomous", 1, "addresses may be made of it (RFC 4862)"),
  U("router", 1, "the prefix is the router's address (RFC 6275)"),
  U("reserved", 5, "zero"),
  U("valid", 32, "seconds that it is valid"),
  U("preferred", 32, "seconds that addresses of it are preferred"),
  U("reserved2", 32, "zero"),
  A("prefix", IP6, "the prefix"),
  {0}
};

static const Field redirected[] = {
  U("reserved", 48, "zero"),
  B("packet", 0, "the packet that was redirected, or its beginning"),
  {0}
};

static const Field mtu[] = {
  U("reserved", 16, "zero"),
  U("mtu", 32, "bytes that all hosts of the link take"),
  {0}
};

static const Field interval[] = {
  U("reserved", 16, "zero"),
  U("interval", 32, "most ms between two advertisements"),
  {0}
};

static const Field nonce[] = {
  B("nonce", 0, "what the answer repeats"),
  {0}
};

static const Field route[] = {
  U("prefixlength", 8, "bits of the prefix that count"),
  U("flags", 8, "how much the route is preferred", HEX),
  U("lifetime", 32, "seconds that it is valid"),
  B("prefix", 0, "0, 8 or 16 bytes of it"),
  {0}
};

static const Field servers[] = {
  U("reserved", 16, "zero"),
  U("lifetime", 32, "seconds that they may be used"),
  {0}
};

static const Field server[] = {
  A("address", IP6, "address of the server"),
  {0}
};

static const Field search[] = {
  U("reserved", 16, "zero"),
  U("lifetime", 32, "seconds that they may be used"),
  B("domains", 0, "names as the DNS encodes them"),
  {0}
};

static const Item option_kinds[] = {
  {1, "sourcelinkaddress", "hardware address of the sender", linkaddress,
   NULL, NULL},
  {2, "targetlinkaddress", "hardware address of the target", linkaddress,
   NULL, NULL},
  {3, "prefix", "prefix of the link", prefix, NULL, NULL},
  {4, "redirected", "the packet that was redirected", redirected, NULL, NULL},
  {5, "mtu", "bytes that all hosts of the link take", mtu, NULL, NULL},
  {7, "interval", "how often advertisements come (RFC 6275)", interval, NULL,
   NULL},
  {14, "nonce", "nonce (RFC 3971)", nonce, NULL, NULL},
  {24, "route", "route (RFC 4191)", route, NULL, NULL},
  {25, "servers", "recursive DNS servers (RFC 8106)", servers, "addresses",
   server},
  {31, "search", "DNS search list (RFC 8106)", search, NULL, NULL},
  {0}
};

static const Items options = {
  .head = option_head, .known = option_kinds, .whole = true, .pad = 8,
};

/* --- records of a multicast listener report, version 2 --- */

static const Field record_head[] = { RECORD_HEAD(IP6, 16) };

static const Field source[] = {
  A("address", IP6, "address of a sender"),
  {0}
};

static const Item record_kinds[] = { RECORD_KINDS(source) };

static const Items records = {
  .head = record_head, .known = record_kinds, RECORD_TAIL,
};

/* --- the message --- */

/* What a query of version 2 has more. */
#define QUERY WHEN("type", 130, 130), OPTIONAL

/* 133, 135 and 137; a mask takes their upper bit off. */
#define WHEN_RESERVED \
  .when = {"type", 0, 0, 0x7f, BIT(5) | BIT(7) | BIT(9)}

static const Field fields[] = {
  U("type", 8, "what the message is", NAMED(types), DEFAULT(128)),
  U("code", 8, "what kind of it"),
  U("checksum", 16, "Internet checksum with the pseudo header", HEX),
  U("id", 16, "which requests and replies belong together",
    WHEN_MASKED("type", 0xde, 128, 128)),  /* 128, 129, 160, 161 */
  U("sequence", 16, "number of the request", WHEN("type", 128, 129)),
  U("number", 8, "number of an extended echo's request",
    WHEN("type", 160, 161)),
  U("state", 8, "reply: state of the interface; request: 1, it is local", HEX,
    WHEN("type", 160, 161)),
  U("length", 8, "bytes quoted, 0: all that is there (RFC 4884)", SCALED(8),
    WHEN_AMONG("type", BIT(1) | BIT(3))),
  U("unused", 24, "zero", WHEN_AMONG("type", BIT(1) | BIT(3))),
  U("mtu", 32, "bytes that the next link takes", WHEN("type", 2, 2)),
  U("pointer", 32, "byte of the quoted packet that is wrong",
    WHEN("type", 4, 4)),
  U("delay", 16, "most ms to wait before the answer", WHEN("type", 130, 132)),
  U("spare", 16, "zero", WHEN("type", 130, 132)),
  A("group", IP6, "multicast address", WHEN("type", 130, 132)),
  U("suppress", 5, "query of version 2: 1, timers are not reset", QUERY),
  U("robustness", 3, "how many losses in a row are outlived", DEFAULT(2),
    QUERY),
  U("interval", 8, "code of the seconds between two queries", DEFAULT(125),
    QUERY),
  U("count", 16, "number of sources", QUERY),
  L("sources", source, "addresses of senders",
    WHEN("count", 0, UINT16_MAX), COUNTED_ITEMS("count")),
  U("hoplimit", 8, "hop limit to use, 0: not said", DEFAULT(64),
    WHEN("type", 134, 134)),
  U("managed", 1, "addresses are given by DHCPv6", WHEN("type", 134, 134)),
  U("other", 1, "other configuration is", WHEN("type", 134, 134)),
  U("homeagent", 1, "the router is a home agent (RFC 6275)",
    WHEN("type", 134, 134)),
  U("preference", 2, "0 medium, 1 high, 3 low (RFC 4191)",
    WHEN("type", 134, 134)),
  U("flags", 3, "three flags more (RFC 5175)", HEX, WHEN("type", 134, 134)),
  U("lifetime", 16, "seconds that the router may be used, 0: not at all",
    DEFAULT(1800), WHEN("type", 134, 134)),
  U("reachable", 32, "ms that a neighbour is held reachable, 0: not said",
    WHEN("type", 134, 134)),
  U("retransmit", 32, "ms between two solicitations, 0: not said",
    WHEN("type", 134, 134)),
  U("router", 1, "the sender is a router", WHEN("type", 136, 136)),
  U("solicited", 1, "the answer to a solicitation", WHEN("type", 136, 136)),
  U("override", 1, "what was known before is void", WHEN("type", 136, 136)),
  U("rest", 29, "zero", WHEN("type", 136, 136)),
  U("reserved", 32, "zero", WHEN_RESERVED),
  A("target", IP6, "the neighbour, or where to send", WHEN("type", 135, 137)),
  A("destination", IP6, "redirect: what is sent there",
    WHEN("type", 137, 137)),
  I("options", &options, "options", WHEN("type", 133, 137)),
  U("zero", 16, "zero", WHEN("type", 143, 143)),
  U("records", 16, "number of records", WHEN("type", 143, 143)),
  I("groups", &records, "the records", WHEN("type", 143, 143),
    COUNTED_ITEMS("records")),
  {0}
};

static const Carrier carriers[] = {
  {"ip", 58, {0}},
  {0}
};

static const Line lines[] = {
  {"{type}, code {code}, mtu {mtu}, pointer {pointer}", IF("type", 1, 127)},
  {"{type}, id {id}, seq {sequence}, target {target}, to {destination}, "
   "group {group}, lifetime {lifetime}, groups {groups}, options {options}",
   {0}},
  {0}
};

/* Of a type that is not known, all but the first four bytes is payload. */
static const Rule rules[] = {
  {"an error quotes the packet that it is about", RULE_QUOTES,
   IN(IF("type", 1, 4))},
  {0}
};

const Protocol protocol_icmp6 = {
  .name = "icmp6", .title = "ICMP6",
  .meaning = "Internet Control Message Protocol for IPv6",
  .reference = "RFC 4443, RFC 4861, RFC 2710, RFC 3810, RFC 4884, RFC 8335",
  .fields = fields, .carriers = carriers,
  .checksum = {"checksum", SUM_INTERNET, COVERS_PSEUDO, false, {0}, NULL},
  .rules = rules,
  .lines = lines,
};
