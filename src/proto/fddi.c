/*
** fddi.c - Fiber Distributed Data Interface, its MAC header (ISO 9314-2)
*/
#include "../core/protocol.h"

#define LLC 0x50   /* of the frame control: asynchronous LLC */

static const Field fields[] = {
  U("framecontrol", 8, "frame control: class, size of addresses, format and "
    "priority", HEX, DEFAULT(LLC)),
  A("destination", MAC, "destination address",
    DEFAULT_BYTES("\xff\xff\xff\xff\xff\xff")),
  A("source", MAC, "source address"),
  {0}
};

static const Carrier carriers[] = { {0} };
static const int datalinks[] = {10, -1};

static const Rule rules[] = {
  {"it is no LLC frame", RULE_LAST, IN({"framecontrol", 0, LLC - 1, 0x70, 0})},
  {"it is no LLC frame", RULE_LAST, IN({"framecontrol", 0x60, 0x70, 0x70, 0})},
  {0}
};

const Protocol protocol_fddi = {
  .name = "fddi", .title = "FDDI",
  .meaning = "Fiber Distributed Data Interface", .reference = "ISO 9314-2",
  .fields = fields, .carriers = carriers, .datalinks = datalinks,
  .rules = rules, .text = "{source} -> {destination}",
};
