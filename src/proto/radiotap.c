/*
** radiotap.c - radiotap: what a receiver knew of an 802.11 frame (radiotap.org)
*/
#include "../core/packet.h"
#include "arphrd.h"
#include "radiotap.h"

static const Field fields[] = {
  U("version", 8, "version of the header"),
  U("pad", 8, "zero", HEX),
  U("length", 16, "bytes in the header", LITTLE, DEFAULT(8)),
  U("present", 32, "bitmap of the fields present", HEX, LITTLE),
  B("data", 0, "further bitmaps, and the fields"),
  {0}
};

static const Carrier carriers[] = {
  {"sll", COOKED_RADIOTAP, {0}},
  {"sll2", COOKED_RADIOTAP, {0}},
  {0}
};
static const int datalinks[] = {127, -1};

/* A check sequence at the end of the frame is not of the payload. */
static const char *inspect(Stack *stack, const Layer *layer) {
  enum { SIZE = 4 };
  uint32_t wire = stack->frame.length - stack->offset;
  unsigned flags = radiotap_flags(stack_header(stack, layer), layer->length);
  if (flags & RADIOTAP_FCS && stack->frame.length >= stack->offset &&
      wire >= SIZE &&
      wire - SIZE < stack->end - stack->offset)
    stack->end = stack->offset + wire - SIZE;
  if (stack->offset == stack->end) stack_last(stack);
  return NULL;
}

const Protocol protocol_radiotap = {
  .name = "radiotap", .title = "Radiotap", .meaning = "radiotap header",
  .reference = "LINKTYPE 127",
  .fields = fields, .carriers = carriers, .length = "length",
  .datalinks = datalinks, .inspect = inspect,
  .text = "length={length}, present=0x{present:8}",
};
