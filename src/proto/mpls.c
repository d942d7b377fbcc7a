/*
** mpls.c - Multiprotocol Label Switching: an entry of the stack (RFC 3032)
*/
#include "../core/packet.h"

static const Field fields[] = {
  U("label", 20, "label value", DEFAULT(16)),
  U("trafficclass", 3, "traffic class (RFC 5462)"),
  U("bottom", 1, "bottom of stack (S)", DEFAULT(1)),
  U("timetolive", 8, "time to live", DEFAULT(64)),
  {0}
};

/*
** Under 0 stands the next entry. What is behind the last one no field says: its
** first byte shows it to be IPv4, under 0x41, or IPv6, under 0x61, the lowest
** bit of which is that of `bottom`.
*/
static const Carrier carriers[] = {
  {"ethernet", 0x8847, {0}},
  {"ethernet", 0x8848, {0}},
  {"chdlc", 0x8847, {0}},
  {"chdlc", 0x8848, {0}},
  {"ppp", 0x0281, {0}},
  {"ppp", 0x0283, {0}},
  {"mpls", 0, {0}},
  {"vxlangpe", 5, {0}}, {"nsh", 5, {0}}, {"udp", 6635, {0}},  /* RFC 7510 */
  {0}
};

/* What follows the last entry is said by the byte behind it: no field of it. */
static const char *inspect(Stack *stack, const Layer *layer) {
  if ((stack_header(stack, layer)[2] & 1) == 0) return NULL;
  stack_last(stack);
  if (stack->offset < stack->end)
    stack_follow(stack, layer,
                 (stack->frame.bytes[stack->offset] & 0xf0u) | 1);
  return NULL;
}

const Protocol protocol_mpls = {
  .name = "mpls", .title = "MPLS", .meaning = "Multiprotocol Label Switching",
  .reference = "RFC 3032, RFC 5462",
  .fields = fields, .carriers = carriers, .next = "bottom",
  .inspect = inspect,
  .text = "label={label}, bottom={bottom}, ttl={timetolive}",
  .brief = "mpls {label}",
};
