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
  U("length", 8, "bytes of its data"),
  {0}
};

static const Field hmac[] = {
  U("disjoint", 1, "the destination is not among the segments"),
  U("reserved", 15, "zero"),
  U("key", 32, "key in use"),
  B("digest", 0, "digest of the segments and the key"),
  {0}
};

static const Item known[] = {
  {0, "pad", "a byte of nothing", NULL, NULL, NULL},
  {4, "padding", "bytes of nothing", NULL, NULL, NULL},
  {5, "hmac", "hashed message authentication code", hmac, NULL, NULL},
  {0}
};

static const Items options = {
  .head = option_head, .known = known, .bare = BIT(0), .pad = 8
};

static const Field fields[] = {
  U("nextheader", 8, "what follows", NAMED(ipprotocols), DEFAULT(59)),
  U("headerlength", 8, "bytes in the header", SCALED(8), PLUS(8),
    DEFAULT(24)),
  U("type", 8, "what kind of routing", NAMED(types), DEFAULT(4)),
  U("segmentsleft", 8, "nodes that are still to be visited"),
  U("lastentry", 8, "index of the last segment, counted from 0",
    WHEN("type", 4, 4)),
  U("flags", 8, "flags", HEX, WHEN("type", 4, 4)),
  U("tag", 16, "what packets with the same tag share", WHEN("type", 4, 4)),
  U("reserved", 32, "zero", HEX, WHEN_AMONG("type", BIT(0) | BIT(2))),
  A("homeaddress", IP6, "home address of the receiver", WHEN("type", 2, 2)),
  L("addresses", address, "nodes on the way", WHEN("type", 0, 0)),
  L("segments", address, "nodes on the way, the last one first",
    WHEN("type", 4, 4), LAST_ITEM("lastentry"), DEFAULT_LIST(nowhere)),
  I("options", &options, "what follows the segments", WHEN("type", 4, 4)),
  B("data", 0, "what another type has",
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
