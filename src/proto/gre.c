/*
** gre.c - Generic Routing Encapsulation (RFC 2784)
*/
#include "../core/packet.h"
#include "ethertypes.h"

#define CHECKSUM 0x8000
#define ROUTING 0x4000
#define KEY 0x2000
#define SEQUENCE 0x1000
#define ACKNOWLEDGE 0x0080
#define VERSION 0x0007

#define ENTRY 4  /* bytes of an entry of the routing without its address */

static const Name present[] = {
  {CHECKSUM, "checksum", NULL}, {ROUTING, "routing", NULL},
  {KEY, "key", NULL},           {SEQUENCE, "sequence", NULL},
  {ACKNOWLEDGE, "acknowledge", NULL},
  {0, NULL, NULL}
};

static const Field fields[] = {
  U("flags", 16,
    "flags of the fields present; the last three bits are the version", HEX,
    BITS(present)),
  U("protocol", 16, "EtherType of the payload", HEX, NAMED(ethertypes),
    DEFAULT(0x9000)),
  U("checksum", 16, "Internet checksum of header and payload", HEX,
    WHEN_BITS("flags", CHECKSUM | ROUTING)),
  U("offset", 16, "offset of the active source route entry", WHEN_BITS("flags",
    CHECKSUM | ROUTING)),
  U("key", 32, "key of the flow (RFC 2890)", HEX, WHEN_MASKED("flags", KEY |
    VERSION, KEY, KEY)),
  U("length", 16, "version 1: payload length, in bytes (RFC 2637)",
    WHEN_MASKED("flags", KEY | VERSION, KEY | 1, KEY | 1)),
  U("call", 16, "version 1: call ID", WHEN_MASKED("flags", KEY | VERSION, KEY |
    1, KEY | 1)),
  U("sequence", 32, "sequence number", WHEN_BITS("flags", SEQUENCE)),
  U("acknowledge", 32, "version 1: acknowledgment number", WHEN_MASKED("flags",
    ACKNOWLEDGE | VERSION, ACKNOWLEDGE | 1, ACKNOWLEDGE | 1)),
  B("routing", 0, "entries of a source route: family, offset, length, address",
    WHEN_BITS("flags", ROUTING)),
  {0}
};

static const Carrier carriers[] = { {"ip", 47, {0}}, {"udp", 4754, {0}}, {0} };

/* Ends the header behind the last of the entries that its routing has. */
static bool end_routing(Stack *stack, const Layer *layer) {
  const uint8_t *header = stack_header(stack, layer);
  uint64_t flags = stack_number(stack, layer, "flags");
  uint32_t at = flags & KEY ? 12 : 8;
  if (flags & SEQUENCE) at += 4;
  while (at + ENTRY <= layer->length) {
    const uint8_t *entry = header + at;
    at += ENTRY + entry[3];
    if (at > layer->length) return false;
    if (entry[0] || entry[1] || entry[3]) continue;
    stack_shorten(stack, at);
    return true;
  }
  return false;
}

/*
** The source route ends with an entry of which three fields are zero; the end of
** a list is one kind, or bytes.
*/
static const char *inspect(Stack *stack, const Layer *layer) {
  uint64_t flags = stack_number(stack, layer, "flags");
  return flags & ROUTING && !end_routing(stack, layer) ? header_cut : NULL;
}

static const Rule rules[] = {
  {"its version is neither 0 nor 1", RULE_REFUSE,
   IN({"flags", 2, VERSION, VERSION, 0})},
  {"without a number it acknowledges only", RULE_LAST,
   IN({"flags", 1, 1, VERSION | SEQUENCE, 0})},
  {"it carries no protocol", RULE_LAST, IN(IF("protocol", 0, 0))},
  {"a mirrored frame without a header of its own: ERSPAN, type I", RULE_OWN,
   IN({"flags", 0, 0, SEQUENCE, 0}, IF("protocol", 0x88be, 0x88be)),
   .number = 0x100088be},
  {"a mirrored frame is GRE's own: ERSPAN", RULE_OWN,
   IN(IF("protocol", 0x88be, 0x88be)), .field = "protocol"},
  {"a mirrored frame is GRE's own: ERSPAN", RULE_OWN,
   IN(IF("protocol", 0x22eb, 0x22eb)), .field = "protocol"},
  {0}
};

const Protocol protocol_gre = {
  .name = "gre", .title = "GRE", .meaning = "Generic Routing Encapsulation",
  .reference = "RFC 2784, RFC 2890, RFC 2637, RFC 1701",
  .fields = fields, .carriers = carriers,
  .next = "protocol", .space = "ethernet",
  .checksum = {"checksum", SUM_INTERNET, COVERS_REST, false, {0}, NULL},
  .rules = rules, .inspect = inspect, .text = "type=0x{protocol:1}",
  .brief = "gre",
};
