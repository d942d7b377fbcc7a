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
  U("length", 8, "bytes in the option, kind and length included", SCALED(8)),
  {0}
};

static const Field linkaddress[] = {
  A("address", MAC, "hardware address"),
  {0}
};

static const Field prefix[] = {
  U("prefixlength", 8, "prefix length, in bits", DEFAULT(64)),
  U("onlink", 1, "on-link flag (L)"),
  U("autonomous", 1, "autonomous address configuration flag (A, RFC 4862)"),
  U("router", 1, "router address flag (R, RFC 6275)"),
  U("reserved", 5, "zero"),
  U("valid", 32, "valid lifetime, in seconds"),
  U("preferred", 32, "preferred lifetime, in seconds"),
  U("reserved2", 32, "zero"),
  A("prefix", IP6, "prefix"),
  {0}
};

static const Field redirected[] = {
  U("reserved", 48, "zero"),
  B("packet", 0, "beginning of the redirected packet"),
  {0}
};

static const Field mtu[] = {
  U("reserved", 16, "zero"),
  U("mtu", 32, "MTU of the link, in bytes"),
  {0}
};

static const Field interval[] = {
  U("reserved", 16, "zero"),
  U("interval", 32, "maximum advertisement interval, in ms"),
  {0}
};

static const Field nonce[] = {
  B("nonce", 0, "nonce, repeated in the answer"),
  {0}
};

static const Field route[] = {
  U("prefixlength", 8, "prefix length, in bits"),
  U("flags", 8, "route preference", HEX),
  U("lifetime", 32, "valid lifetime, in seconds"),
  B("prefix", 0, "prefix, in 0, 8 or 16 bytes"),
  {0}
};

static const Field servers[] = {
  U("reserved", 16, "zero"),
  U("lifetime", 32, "lifetime, in seconds"),
  {0}
};

static const Field server[] = {
  A("address", IP6, "address of the server"),
  {0}
};

static const Field search[] = {
  U("reserved", 16, "zero"),
  U("lifetime", 32, "lifetime, in seconds"),
  B("domains", 0, "domain names in DNS encoding"),
  {0}
};

static const Item option_kinds[] = {
  {1, "sourcelinkaddress", "hardware address of the sender", linkaddress,
   NULL, NULL},
  {2, "targetlinkaddress", "hardware address of the target", linkaddress,
   NULL, NULL},
  {3, "prefix", "prefix of the link", prefix, NULL, NULL},
  {4, "redirected", "redirected packet", redirected, NULL, NULL},
  {5, "mtu", "MTU of the link, in bytes", mtu, NULL, NULL},
  {7, "interval", "advertisement interval (RFC 6275)", interval, NULL, NULL},
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
  A("address", IP6, "source address"),
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
  U("type", 8, "message type", NAMED(types), DEFAULT(128)),
  U("code", 8, "code, by the type"),
  U("checksum", 16, "Internet checksum with the pseudo header", HEX),
  U("id", 16, "identifier, the same in request and reply",
    WHEN_MASKED("type", 0xde, 128, 128)),  /* 128, 129, 160, 161 */
  U("sequence", 16, "sequence number", WHEN("type", 128, 129)),
  U("number", 8, "sequence number of an extended echo", WHEN("type", 160, 161)),
  U("state", 8,
    "in a reply the state of the interface; in a request 1: it is local", HEX,
    WHEN("type", 160, 161)),
  U("length", 8, "bytes in the quoted packet, 0: up to the end (RFC 4884)",
    SCALED(8), WHEN_AMONG("type", BIT(1) | BIT(3))),
  U("unused", 24, "zero", WHEN_AMONG("type", BIT(1) | BIT(3))),
  U("mtu", 32, "MTU of the next hop, in bytes", WHEN("type", 2, 2)),
  U("pointer", 32, "pointer to the wrong byte of the quoted packet",
    WHEN("type", 4, 4)),
  U("delay", 16, "maximum response delay, in ms", WHEN("type", 130, 132)),
  U("spare", 16, "zero", WHEN("type", 130, 132)),
  A("group", IP6, "multicast address", WHEN("type", 130, 132)),
  U("suppress", 5, "suppress router-side processing (S, version 2)", QUERY),
  U("robustness", 3, "querier's robustness variable (QRV)", DEFAULT(2), QUERY),
  U("interval", 8, "querier's query interval code (QQIC), in seconds",
    DEFAULT(125), QUERY),
  U("count", 16, "number of sources", QUERY),
  L("sources", source, "source addresses", WHEN("count", 0, UINT16_MAX),
    COUNTED_ITEMS("count")),
  U("hoplimit", 8, "current hop limit, 0: unspecified", DEFAULT(64),
    WHEN("type", 134, 134)),
  U("managed", 1, "managed address configuration (M): addresses by DHCPv6",
    WHEN("type", 134, 134)),
  U("other", 1, "other configuration (O) by DHCPv6", WHEN("type", 134, 134)),
  U("homeagent", 1, "home agent flag (H, RFC 6275)", WHEN("type", 134, 134)),
  U("preference", 2,
    "default router preference: 0 medium, 1 high, 3 low (RFC 4191)",
    WHEN("type", 134, 134)),
  U("flags", 3, "further flags (RFC 5175)", HEX, WHEN("type", 134, 134)),
  U("lifetime", 16, "router lifetime, in seconds, 0: no default router",
    DEFAULT(1800), WHEN("type", 134, 134)),
  U("reachable", 32, "reachable time, in ms, 0: unspecified", WHEN("type", 134,
    134)),
  U("retransmit", 32, "retransmission timer, in ms, 0: unspecified",
    WHEN("type", 134, 134)),
  U("router", 1, "router flag (R)", WHEN("type", 136, 136)),
  U("solicited", 1, "solicited flag (S)", WHEN("type", 136, 136)),
  U("override", 1, "override flag (O)", WHEN("type", 136, 136)),
  U("rest", 29, "zero", WHEN("type", 136, 136)),
  U("reserved", 32, "zero", WHEN_RESERVED),
  A("target", IP6, "target address: the neighbour, or the next hop to use",
    WHEN("type", 135, 137)),
  A("destination", IP6, "redirect: destination address", WHEN("type", 137,
    137)),
  I("options", &options, "options", WHEN("type", 133, 137)),
  U("zero", 16, "zero", WHEN("type", 143, 143)),
  U("records", 16, "number of group records", WHEN("type", 143, 143)),
  I("groups", &records, "group records", WHEN("type", 143, 143),
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
