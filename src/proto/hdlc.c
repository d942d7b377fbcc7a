/*
** hdlc.c - PPP in HDLC-like framing (RFC 1662)
*/
#include "../core/packet.h"

static const Field fields[] = {
  U("address", 8, "address, 0xff: all stations", HEX, DEFAULT(0xff)),
  U("control", 8, "control field, 3: unnumbered information", HEX, DEFAULT(3)),
  {0}
};

static const Carrier carriers[] = { {"ethernet", 0x880b, {0}}, {0} };
static const int datalinks[] = {9, 50, -1};

/*
** Address and control may have been compressed away (section 3.2), or be those
** of Cisco's.
*/
static bool is(const uint8_t *bytes, uint32_t left) {
  return left == 0 || bytes[0] == 0xff;
}

static const char *inspect(Stack *stack, const Layer *layer) {
  (void)layer;
  if (stack->offset == stack->end) stack_last(stack);
  return NULL;
}

const Protocol protocol_hdlc = {
  .name = "hdlc", .title = "HDLC", .meaning = "PPP in HDLC-like framing",
  .reference = "RFC 1662",
  .fields = fields, .carriers = carriers, .datalinks = datalinks,
  .is = is, .otherwise = "chdlc", .inspect = inspect,
};
