/*
** ip.c - Internet Protocol, version 4 (RFC 791)
*/
#include "../core/protocol.h"
#include "ipprotocols.h"

/* Of the bytes of flags and offset: more fragments, the offset. */
#define MORE 1  /* of flags: more fragments */

static const Name flags[] = {
  {1, "morefragments", NULL}, {2, "dontfragment", NULL},
  {4, "reserved", NULL},      {0, NULL, NULL}
};

static const Field head[] = {
  U("kind", 8, "copied flag, class and number of the option"),
  U("length", 8, "bytes in the option, kind and length included"),
  {0}
};

/* A route, as it is recorded or given. */
static const Field route[] = {
  U("pointer", 8, "position of the next address, counted from 1 at the kind"),
  {0}
};

static const Field hop[] = {
  A("address", IP4, "address of a router"),
  {0}
};

static const Field timestamp[] = {
  U("pointer", 8, "position of the next timestamp, counted from 1 at the kind"),
  U("overflow", 4, "overflow: routers that found no room"),
  U("flag", 4,
    "0: timestamps, 1: addresses and timestamps, 3: given addresses"),
  B("data", 0, "timestamps, 4 bytes each, or pairs of address and timestamp"),
  {0}
};

static const Field mtu[] = {
  U("mtu", 16, "smallest MTU of the path, in bytes"),
  {0}
};

static const Field quickstart[] = {
  U("function", 4, "0: rate request, 8: report of approved rate"),
  U("rate", 4, "rate: 40 kbit/s times two to this power"),
  U("timetolive", 8, "QS TTL, decremented by approving routers"),
  U("nonce", 30, "QS nonce, returned by the receiver"),
  U("reserved", 2, "zero"),
  {0}
};

static const Field traceroute[] = {
  U("id", 16, "identifier of the trace"),
  U("outbound", 16, "outbound hop count, 0xffff: a return packet"),
  U("back", 16, "return hop count"),
  A("originator", IP4, "address of the originator"),
  {0}
};

static const Field security[] = {
  U("level", 8, "classification level", HEX),
  B("flags", 0, "protection authorities, 7 bits a byte"),
  {0}
};

static const Field extended[] = {
  U("format", 8, "format code"),
  B("data", 0, "security information"),
  {0}
};

static const Field cipso[] = {
  U("domain", 32, "domain of interpretation"),
  B("tags", 0, "tags: type, length, information"),
  {0}
};

static const Field stream[] = {
  U("id", 16, "stream identifier"),
  {0}
};

static const Field alert[] = {
  U("value", 16, "0: routers examine the packet"),
  {0}
};

static const Item known[] = {
  {0, "end", "end of the list", NULL, NULL, NULL},
  {1, "nop", "no operation", NULL, NULL, NULL},
  {7, "recordroute", "record route", route, "route", hop},
  {11, "mtuprobe", "MTU probe (RFC 1063)", mtu, NULL, NULL},
  {12, "mtureply", "MTU reply (RFC 1063)", mtu, NULL, NULL},
  {25, "quickstart", "Quick-Start (RFC 4782)", quickstart, NULL, NULL},
  {68, "timestamp", "timestamps", timestamp, NULL, NULL},
  {82, "traceroute", "traceroute (RFC 1393)", traceroute, NULL, NULL},
  {130, "security", "security (RFC 1108)", security, NULL, NULL},
  {131, "loosesource", "loose source and record route", route, "route", hop},
  {133, "extendedsecurity", "extended security (RFC 1108)", extended, NULL,
   NULL},
  {134, "cipso", "commercial security (CIPSO)", cipso, NULL, NULL},
  {136, "stream", "stream identifier", stream, NULL, NULL},
  {137, "strictsource", "strict source and record route", route, "route", hop},
  {148, "routeralert", "router alert (RFC 2113)", alert, NULL, NULL},
  {149, "broadcast", "selective directed broadcast (RFC 1770)", NULL, NULL,
   NULL},
  {0}
};

static const Items options = {
  .head = head, .known = known, .bare = BIT(0) | BIT(1), .ends = true,
  .whole = true, .pad = 4,
};

static const Field fields[] = {
  U("version", 4, "version of the protocol", DEFAULT(4)),
  U("headerlength", 4, "bytes in the header", SCALED(4), DEFAULT(20)),
  U("typeofservice", 8, "differentiated services and ECN (RFC 2474, RFC 3168)",
    HEX),
  U("length", 16,
    "total length of header and payload in bytes, 0: not known (offload)",
    DEFAULT(20)),
  U("id", 16, "identification, the same in all fragments"),
  U("flags", 3, "reserved, don't fragment, more fragments", HEX,
    BITS(flags)),
  U("offset", 13, "fragment offset, in bytes", SCALED(8)),
  U("timetolive", 8, "time to live, in hops", DEFAULT(64)),
  U("protocol", 8, "protocol of the payload", NAMED(ipprotocols),
    DEFAULT(IPPROTO_NOTHING)),
  U("checksum", 16, "Internet checksum of the header", HEX),
  A("source", IP4, "address of the sender"),
  A("destination", IP4, "address of the receiver"),
  I("options", &options, "options"),
  {0}
};

static const Carrier carriers[] = {
  {"ethernet", 0x0800, {0}},
  {"ip", 4, {0}},
  {"llc", 0x06, {0}},
  {"null", 2, {0}},
  {"null", 0x0800, {0}},  /* an EtherType there is seen, too */
  {"chdlc", 0x0800, {0}},
  {"ppp", 0x0021, {0}},
  {"mpls", 0x41, {0}},
  {"fr", 0x03cc, {0}}, {"gtp", 255, {0}},
  {"vxlangpe", 1, {0}}, {"nsh", 1, {0}},
  {0}
};

static const int datalinks[] = {12, 14, 101, 228, -1};

static const Line lines[] = {
  {"fragment of id {id}, offset {offset}", IF("offset", 1, UINT16_MAX)},
  {"protocol {protocol}", {0}},
  {0}
};

static const Rule rules[] = {
  {"it is IPv6", RULE_OTHERWISE, IN(IF("version", 6, 6))},
  {"its version is not 4", RULE_REFUSE, IN(IF_AMONG("version", 0xffff ^ BIT(4)))},
  {"more fragments follow", RULE_PARTIAL, IN(IF_BITS("flags", MORE))},
  {"a later fragment", RULE_LAST, IN(IF("offset", 1, UINT16_MAX))},
  {0}
};

const Protocol protocol_ip = {
  .name = "ip", .title = "IP", .meaning = "Internet Protocol, version 4",
  .reference = "RFC 791, RFC 2474, RFC 3168",
  .fields = fields, .carriers = carriers,
  .next = "protocol", .length = "headerlength",
  .extent = {"length", true, true},
  .checksum = {"checksum", SUM_INTERNET, COVERS_HEADER, false, {0}, NULL},
  .datalinks = datalinks, .rules = rules, .otherwise = "ip6",
  .text = "proto=0x{protocol:1}, {source} -> {destination}",
  .lines = lines,
};
