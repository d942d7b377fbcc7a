/*
** routing.c - IPv6: Routing header (RFC 8200, section 4.4)
*/
#include "../core/packet.h"
#include "ipprotocols.h"

static const Name types[] = {
  {0, "source", NULL},            /* RFC 2460, out of use by RFC 5095 */
  {2, "home", NULL},              /* RFC 6275 */
  {3, "rpl", NULL},               /* RFC 6554 */
  {4, "segment", NULL},           /* RFC 8754 */
  {5, "crh16", NULL}, {6, "crh32", NULL},  /* RFC 9631 */
  {0, NULL, NULL}
};

static const Field address[] = { A("address", IP6, "address of a node"), {0} };

static const char nowhere[17];  /* a segment and the end of a string */

static const Field option_head[] = {
  U("kind", 8, "kind of the option"),
  U("length", 8, "bytes in the data"),
  {0}
};

static const Field hmac[] = {
  U("disjoint", 1, "D flag: the destination is not verified as a segment"),
  U("reserved", 15, "zero"),
  U("key", 32, "HMAC key identifier"),
  B("digest", 0, "HMAC"),
  {0}
};

static const Item known[] = {
  {0, "pad", "one byte of padding", NULL, NULL, NULL},
  {4, "padding", "padding", NULL, NULL, NULL},
  {5, "hmac", "keyed hash of the segments (HMAC)", hmac, NULL, NULL},
  {0}
};

static const Items options = {
  .head = option_head, .known = known, .bare = BIT(0), .pad = 8
};

static const Field fields[] = {
  U("nextheader", 8, "next header", NAMED(ipprotocols), DEFAULT(59)),
  U("headerlength", 8, "bytes in the header", SCALED(8), PLUS(8),
    DEFAULT(24)),
  U("type", 8, "routing type", NAMED(types), DEFAULT(4)),
  U("segmentsleft", 8, "segments left"),
  U("lastentry", 8, "last entry: index of the last segment, from 0",
    WHEN("type", 4, 4)),
  U("flags", 8, "flags", HEX, WHEN("type", 4, 4)),
  U("tag", 16, "tag of a class of packets", WHEN("type", 4, 4)),
  U("reserved", 32, "zero", HEX, WHEN_AMONG("type", BIT(0) | BIT(2))),
  A("homeaddress", IP6, "home address of the receiver", WHEN("type", 2, 2)),
  L("addresses", address, "addresses of intermediate nodes", WHEN("type", 0,
    0)),
  L("segments", address, "segment list, the last segment first", WHEN("type", 4,
    4), LAST_ITEM("lastentry"), DEFAULT_LIST(nowhere)),
  I("options", &options, "options (TLVs) after the segments", WHEN("type", 4,
    4)),
  B("data", 0, "data of other types",
    WHEN_MASKED("type", 0xfb, 1, 255)),  /* neither 0 nor 4 */
  {0}
};

static const Carrier carriers[] = { {"ip", 43, {0}}, {0} };

const Protocol protocol_routing = {
  .name = "routing", .title = "Routing", .meaning = "IPv6 Routing header",
  .reference = "RFC 8200, RFC 6275, RFC 8754",
  .fields = fields, .carriers = carriers, .next = "nextheader", .space = "ip",
  .length = "headerlength",
  .text = "proto=0x{nextheader:1}, type={type}, left={segmentsleft}",
};
