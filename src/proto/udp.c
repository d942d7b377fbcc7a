/*
** udp.c - User Datagram Protocol (RFC 768)
*/
#include "../core/packet.h"

static const Field fields[] = {
  U("sourceport", 16, "source port, 0: none"),
  U("destinationport", 16, "destination port"),
  U("length", 16, "bytes in header and payload, 0: not known (jumbograms)",
    DEFAULT(8)),
  U("checksum", 16, "Internet checksum with the pseudo header, 0: none", HEX),
  {0}
};

static const Carrier carriers[] = {
  {"ip", 17, {0}},
  {0}
};

/*
** What goes by a port goes by it in both directions, but for VXLAN, where any
** number of the sender's is a hash (RFC 7348, section 5). To its port goes
** other traffic, too, some of it empty.
*/
static const char *inspect(Stack *stack, const Layer *layer) {
  enum { VXLAN = 4789 };
  const uint8_t *header = stack_header(stack, layer);
  uint32_t source = (uint32_t)(header[0] << 8 | header[1]);
  uint32_t destination = (uint32_t)(header[2] << 8 | header[3]);
  if (destination == VXLAN) {
    if (stack_number(stack, layer, "length") == layer->length)
      stack_last(stack);
  } else if (stack->next == PROTOCOL_NONE && source != VXLAN) {
    stack_follow(stack, layer, source);
  }
  return NULL;
}

static const Line lines[] = { {"", {0}}, {0} };

const Protocol protocol_udp = {
  .name = "udp", .title = "UDP", .meaning = "User Datagram Protocol",
  .reference = "RFC 768, RFC 2675",
  .fields = fields, .carriers = carriers, .next = "destinationport",
  .extent = {"length", true, true},
  .checksum = {"checksum", SUM_INTERNET, COVERS_PSEUDO, true, {0}, NULL},
  .inspect = inspect,
  .text = "{sourceport} -> {destinationport}",
  .lines = lines,
};
