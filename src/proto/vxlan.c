/*
** vxlan.c - Virtual eXtensible Local Area Network (RFC 7348)
*/
#include "../core/packet.h"

#define VALID 0x08  /* of flags: the identifier is */

static const Field fields[] = {
  U("flags", 8, "flags, 0x08 (I): the VNI is valid", HEX, DEFAULT(VALID)),
  U("reserved", 24, "zero", HEX),
  U("id", 24, "VXLAN network identifier (VNI)"),
  U("reserved2", 8, "zero", HEX),
  {0}
};

static const Carrier carriers[] = { {"udp", 4789, {0}}, {0} };

/* Other things go to its port, too. */
static bool is(const uint8_t *bytes, uint32_t left) {
  return left == 0 || bytes[0] & VALID;
}

static const char *inspect(Stack *stack, const Layer *layer) {
  (void)layer;
  if (stack->offset == stack->end) stack_last(stack);
  return NULL;
}

const Protocol protocol_vxlan = {
  .name = "vxlan", .title = "VXLAN",
  .meaning = "Virtual eXtensible Local Area Network", .reference = "RFC 7348",
  .fields = fields, .carriers = carriers, .is = is,
  .inspect = inspect,
  .text = "id={id}",
  .brief = "vxlan {id}",
};
