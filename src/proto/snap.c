/*
** snap.c - Subnetwork Access Protocol (IEEE 802)
*/
#include "../core/protocols.h"
#include "ethertypes.h"

#define BRIDGED 0x0000f8

static const Name organisations[] = {
  {0x000000, "ethernet", NULL},
  {BRIDGED, "bridged", NULL},  /* IEEE 802.1H */
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

static const Carrier carriers[] = {
  {"llc", 0xaa, {0}},
  {"fr", 0x0380, {0}},
  {"fr", 0x0300, {0}},
  {0}
};

/* Only nobody's numbers and those of 802.1H are EtherTypes. */
static const Rule rules[] = {
  {"no EtherType, but a length", RULE_LAST,
   IN(IF("organisation", 0, 0), IF("type", 0, LENGTHS_MAX))},
  {"no EtherType, but a length", RULE_LAST,
   IN(IF("organisation", BRIDGED, BRIDGED), IF("type", 0, LENGTHS_MAX))},
  {"the type is the organisation's own", RULE_OWN,
   IN(IF("organisation", 1, BRIDGED - 1)),
   .field = "type", .with = "organisation"},
  {"the type is the organisation's own", RULE_OWN,
   IN(IF("organisation", BRIDGED + 1, 0xffffff)),
   .field = "type", .with = "organisation"},
  {0}
};

const Protocol protocol_snap = {
  .name = "snap", .title = "SNAP", .meaning = "Subnetwork Access Protocol",
  .reference = "IEEE 802",
  .fields = fields, .carriers = carriers, .next = "type", .space = "ethernet",
  .rules = rules,
  .text = "organisation=0x{organisation:6}, type=0x{type:4}",
};
