/*
** llc.c - Logical Link Control (IEEE 802.2)
*/
#include "../core/protocol.h"

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
  {"fddi", 0, {0}},
  {"sll", 4, {0}},
  {"sll2", 4, {0}},
  {0}
};

static const Rule rules[] = {
  {"it is Novell's raw 802.3", RULE_OTHERWISE,
   IN(IF("dsap", 0xff, 0xff), IF("ssap", 0xff, 0xff))},
  {"a supervisory frame carries nothing", RULE_LAST,
   IN({"control", 1, 1, 3, 0})},
  {"an unnumbered frame but UI carries nothing", RULE_LAST,
   IN({"control", 3, 3, 3, 0}, {"control", 4, 0xef, 0xef, 0})},
  {"SNAP stands behind its own points alone", RULE_LAST,
   IN(IF("dsap", 0xaa, 0xaa), IF("ssap", 0, 0xa9))},
  {"SNAP stands behind its own points alone", RULE_LAST,
   IN(IF("dsap", 0xaa, 0xaa), IF("ssap", 0xac, 0xff))},
  {0}
};

const Protocol protocol_llc = {
  .name = "llc", .title = "LLC", .meaning = "Logical Link Control",
  .reference = "IEEE 802.2",
  .fields = fields, .carriers = carriers, .next = "dsap", .twin = "ssap",
  .rules = rules,
  .text = "dsap=0x{dsap:2}, ssap=0x{ssap:2}, control=0x{control:2}",
};
