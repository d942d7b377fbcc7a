/*
** wol.c - Wake-on-LAN, a magic packet (AMD publication 20213)
*/
#include "../core/protocol.h"

static const Field fields[] = {
  A("start", MAC, "the six bytes ff",
    DEFAULT_BYTES("\xff\xff\xff\xff\xff\xff")),
  A("target", MAC, "address of who wakes up"),
  B("repeated", 15 * 48, "the same fifteen times more"),
  B("password", 0, "password, four or six bytes, or none"),
  {0}
};

static const Carrier carriers[] = { {"ethernet", 0x0842, {0}}, {0} };

const Protocol protocol_wol = {
  .name = "wol", .title = "WOL", .meaning = "Wake-on-LAN magic packet",
  .reference = "AMD 20213, Magic Packet Technology",
  .fields = fields, .carriers = carriers, .text = "{target}",
};
