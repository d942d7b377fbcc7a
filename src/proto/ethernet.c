/*
** ethernet.c - Ethernet (IEEE 802.3, clause 3.2)
*/
#include <string.h>

#include "../core/packet.h"
#include "ethertypes.h"

static const Field fields[] = {
  A("destination", MAC, "destination address",
    DEFAULT_BYTES("\xff\xff\xff\xff\xff\xff")),
  A("source", MAC, "source address"),
  U("type", 16, "EtherType of the payload; up to 1500 its length", HEX,
    NAMED(ethertypes), DEFAULT(0x9000)),
  {0}
};

static const Carrier carriers[] = {
  {"ethernet", 0x6558, {0}},  /* in a tunnel of Ethernet frames (RFC 1701) */
  {"vxlan", 0, {0}}, {"vxlangpe", 3, {0}}, {"nsh", 3, {0}},
  {"pwethcw", 0, {0}}, {"ieee8021ah", 0, {0}}, {"cfp", 0, {0}},
  {"gre", 0x6558, {0}},
  {"gre", 0x100088be, {0}},  /* ERSPAN, type I (gre.c) */
  {"erspan", 0, {0}},
  {"ip", 143, {0}},  /* RFC 8986 */
  {0}
};
static const int datalinks[] = {1, -1};

/*
** Cisco's ISL encapsulates Ethernet frames with a header of another make. What
** tells is in an address, and rules look at integers.
*/
static const char *inspect(Stack *stack, const Layer *layer) {
  const uint8_t *header = stack_header(stack, layer);
  if ((header[0] == 0x01 || header[0] == 0x0c) &&
      memcmp(header + 1, "\0\x0c\0\0", 4) == 0)
    return "it is Cisco ISL, which is not decoded";
  return NULL;
}

const Protocol protocol_ethernet = {
  .name = "ethernet", .title = "Ethernet", .meaning = "Ethernet frame",
  .reference = "IEEE 802.3",
  .fields = fields, .carriers = carriers, .next = "type", .lengths = true,
  .inspect = inspect, .rare = true,
  .datalinks = datalinks,
  .text = "type=0x{type:1}, {source} -> {destination}",
};
