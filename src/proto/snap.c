/*
** snap.c - Subnetwork Access Protocol (IEEE 802)
*/
#include "../core/packet.h"
#include "ethertypes.h"

static const Name organisations[] = {
  {0x000000, "ethernet", NULL},
  {0x0000f8, "bridged", NULL},  /* IEEE 802.1H */
  {0x00000c, "cisco", NULL},
  {0x080007, "apple", NULL},
  {0, NULL, NULL}
};

static const Field fields[] = {
  U("organisation", 24, "organizationally unique identifier (OUI)", HEX,
    NAMED(organisations)),
  U("type", 16,
    "EtherType of the payload, or a number of the organisation's own", HEX,
    NAMED(ethertypes), DEFAULT(0x9000)),
  {0}
};

static const Carrier carriers[] = { {"llc", 0xaa, {0}}, {0} };

static const char *inspect(Stack *stack, const Layer *layer) {
  enum { ETHERNET = 0, BRIDGED = 0x0000f8, CISCO = 0x00000c };
  uint64_t organisation = stack_number(stack, layer, "organisation");
  uint32_t type = (uint32_t)stack_number(stack, layer, "type");
  if (organisation == CISCO)
    stack_own(stack, layer, type);
  else if ((organisation != ETHERNET && organisation != BRIDGED) ||
           type <= LENGTHS_MAX)
    stack_last(stack);
  return NULL;
}

const Protocol protocol_snap = {
  .name = "snap", .title = "SNAP", .meaning = "Subnetwork Access Protocol",
  .reference = "IEEE 802",
  .fields = fields, .carriers = carriers, .next = "type", .space = "ethernet",
  .inspect = inspect,
  .text = "organisation=0x{organisation:6}, type=0x{type:4}",
};
