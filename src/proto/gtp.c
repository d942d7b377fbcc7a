/*
** gtp.c - GPRS Tunnelling Protocol, version 1 (3GPP TS 29.281, TS 29.060)
*/
#include "../core/packet.h"

#define EXTENSION 4
#define PACKET 255

static const Name types[] = {
  {1, "echo-request", NULL}, {2, "echo-response", NULL},
  {16, "create-context-request", NULL}, {17, "create-context-response", NULL},
  {18, "update-context-request", NULL}, {19, "update-context-response", NULL},
  {20, "delete-context-request", NULL}, {21, "delete-context-response", NULL},
  {26, "error-indication", NULL}, {31, "extension-headers", NULL},
  {254, "end-marker", NULL}, {PACKET, "packet", NULL}, {0, NULL, NULL}
};

static const Name flags[] = {
  {4, "extension", NULL}, {2, "sequence", NULL}, {1, "number", NULL},
  {0, NULL, NULL}
};

#define MORE WHEN_BITS("flags", 7)

static const Field fields[] = {
  U("version", 3, "version of the protocol", DEFAULT(1)),
  U("prime", 1, "1: GTP, 0: GTP prime, for charging (PT)", DEFAULT(1)),
  U("reserved", 1, "zero"),
  U("flags", 3, "fields that are present (E, S, PN)", BITS(flags)),
  U("type", 8, "message type", NAMED(types), DEFAULT(1)),
  U("length", 16, "bytes behind the first eight"),
  U("tunnel", 32, "tunnel endpoint identifier (TEID)", HEX),
  U("sequence", 16, "sequence number", MORE),
  U("number", 8, "N-PDU number", MORE),
  U("nextextension", 8, "type of the first extension header, 0: none", HEX,
    MORE),
  B("extensions", 0, "extension headers: length in units of 4 bytes, content, "
    "next type", WHEN_BITS("flags", EXTENSION)),
  {0}
};

static const Carrier carriers[] = {
  {"udp", 2152, {0}},
  {"udp", 2123, {0}},
  {0}
};

static const Rule rules[] = {
  {"it is another version, or GTP prime", RULE_OTHERWISE,
   IN(IF_AMONG("version", 0xff ^ BIT(1)))},
  {"it is another version, or GTP prime", RULE_OTHERWISE,
   IN(IF("prime", 0, 0))},
  {0}
};

/* The last byte of an extension header names the next: rows list no such. */
static const char *inspect(Stack *stack, const Layer *layer) {
  const uint8_t *header = stack_header(stack, layer);
  uint32_t at = 12;
  if (!(header[0] & EXTENSION)) return NULL;
  if (layer->length < at) return header_cut;
  while (header[at - 1] != 0) {
    if (at >= layer->length || header[at] == 0 ||
        header[at] * 4u > layer->length - at)
      return header_cut;
    at += header[at] * 4u;
  }
  stack_shorten(stack, at);
  return NULL;
}

const Protocol protocol_gtp = {
  .name = "gtp", .title = "GTP", .meaning = "GPRS Tunnelling Protocol",
  .reference = "3GPP TS 29.281, TS 29.060",
  .fields = fields, .carriers = carriers, .next = "type", .rules = rules,
  .inspect = inspect,
  .text = "type={type}, tunnel=0x{tunnel:8}",
};
