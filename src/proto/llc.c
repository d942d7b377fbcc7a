/*
** llc.c - Logical Link Control (IEEE 802.2)
*/
#include "../core/packet.h"

static const Name points[] = {
  {0x00, "null", NULL},     {0x06, "ip", NULL},      {0x42, "stp", NULL},
  {0xaa, "snap", NULL},     {0xe0, "ipx", NULL},     {0xf0, "netbios", NULL},
  {0xfe, "osi", NULL},      {0xff, "global", NULL},
  {0, NULL, NULL}
};

static const Field fields[] = {
  U("dsap", 8, "destination service access point", HEX, NAMED(points)),
  U("ssap", 8, "source service access point, lowest bit: response", HEX,
    NAMED(points), DEFAULT(0xaa)),
  U("control", 8, "control field: format and send sequence number", HEX,
    DEFAULT(3)),
  U("receive", 8, "receive sequence number, lowest bit: poll/final", HEX,
    WHEN_MASKED("control", 3, 0, 2)),
  {0}
};

static const Carrier carriers[] = {
  {"ethernet", 0, {0}},  /* what stands behind a length */
  {"wlan", 0, {0}},      /* what data carries */
  {"sll", 4, {0}},
  {"sll2", 4, {0}},
  {0}
};

/* Novell put its IPX behind a length, without LLC; it begins so. */
static bool is(const uint8_t *bytes, uint32_t left) {
  return left < 2 || bytes[0] != 0xff || bytes[1] != 0xff;
}

/* Only numbered information and UI frames carry something. */
static const char *inspect(Stack *stack, const Layer *layer) {
  const uint8_t *header = stack_header(stack, layer);
  bool information = (header[2] & 1) == 0 || (header[2] & 0xef) == 3;
  bool snap = header[0] == 0xaa;
  if (!information || (snap && header[1] >> 1 != 0xaa >> 1)) stack_last(stack);
  return NULL;
}

const Protocol protocol_llc = {
  .name = "llc", .title = "LLC", .meaning = "Logical Link Control",
  .reference = "IEEE 802.2",
  .fields = fields, .carriers = carriers, .next = "dsap", .twin = "ssap",
  .is = is, .inspect = inspect,
  .text = "dsap=0x{dsap:2}, ssap=0x{ssap:2}, control=0x{control:2}",
};
