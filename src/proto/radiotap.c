/*
** radiotap.c - radiotap: what a receiver knew of an 802.11 frame (radiotap.org)
*/
#include "../core/packet.h"
#include "arphrd.h"

static const Field fields[] = {
  U("version", 8, "version of the header"),
  U("pad", 8, "zero", HEX),
  U("length", 16, "bytes in the header", LITTLE, DEFAULT(8)),
  U("present", 32, "which fields are there, bit by bit", HEX, LITTLE),
  B("data", 0, "more such words, and the fields"),
  {0}
};

static const Carrier carriers[] = {
  {"sll", COOKED_RADIOTAP, {0}},
  {"sll2", COOKED_RADIOTAP, {0}},
  {0}
};
static const int datalinks[] = {127, -1};

/* The flags of the frame (the field of bit 1), 0 where they are not there. */
static unsigned flags_of(const uint8_t *header, uint32_t length) {
  uint32_t at = 4;
  while (header[at + 3] & 0x80 && at + 8 <= length) at += 4;
  at += 4;
  if (header[4] & 1) at = (at + 7) / 8 * 8 + 8;  /* the time first */
  return header[4] & 2 && at < length ? header[at] : 0;
}

/* A check sequence at the end of the frame is not of the payload. */
static const char *inspect(Stack *stack, const Layer *layer) {
  enum { FCS = 0x10, SIZE = 4 };
  uint32_t wire = stack->frame.length - stack->offset;
  unsigned flags = flags_of(stack_header(stack, layer), layer->length);
  if (flags & FCS && stack->frame.length >= stack->offset && wire >= SIZE &&
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
