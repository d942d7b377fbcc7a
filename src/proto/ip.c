/*
** ip.c - Internet Protocol, version 4 (RFC 791)
*/
#include "../core/items.h"
#include "../core/packet.h"
#include "ipprotocols.h"

static const Field head[] = {
  U("kind", 8, "copied flag, class and number of the option"),
  U("length", 8, "bytes of the option, kind and length counted"),
  {0}
};

static const Item known[] = {
  {0, "end", "end of the list", NULL, NULL, NULL},
  {1, "nop", "no operation", NULL, NULL, NULL},
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
  U("length", 16, "bytes in header and payload, 0: not known (offload)",
    DEFAULT(20)),
  U("id", 16, "identification, the same in all fragments"),
  U("flags", 3, "reserved, don't fragment, more fragments", HEX),
  U("offset", 13, "where in the datagram the fragment begins, in bytes",
    SCALED(8)),
  U("timetolive", 8, "hops that are left", DEFAULT(64)),
  U("protocol", 8, "what follows", NAMED(ipprotocols),
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
  {0}
};

static const int datalinks[] = {12, 14, 101, 228, -1};

static bool is(const uint8_t *bytes, uint32_t left) {
  return left == 0 || bytes[0] >> 4 != 6;
}

static const char *inspect(Stack *stack, const Layer *layer) {
  const uint8_t *header = stack_header(stack, layer);
  if (header[0] >> 4 != 4) return "its version is not 4";
  if (header[6] & 0x20) stack->fragment = true;
  if (stack_number(stack, layer, "offset") > 0) stack_last(stack);
  return NULL;
}

const Protocol protocol_ip = {
  .name = "ip", .title = "IP", .meaning = "Internet Protocol, version 4",
  .reference = "RFC 791, RFC 2474, RFC 3168",
  .fields = fields, .carriers = carriers,
  .next = "protocol", .length = "headerlength",
  .extent = {"length", true, true},
  .checksum = {"checksum", SUM_INTERNET, COVERS_HEADER, false},
  .datalinks = datalinks, .is = is, .otherwise = "ip6", .inspect = inspect,
  .text = "proto=0x{protocol:1}, {source} -> {destination}",
};
