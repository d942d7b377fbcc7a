/*
** sll.c - Linux cooked capture (LINKTYPE_LINUX_SLL)
*/
#include "cooked.h"

static const Field fields[] = {
  U("packettype", 16, "packet type, by its receiver", NAMED(packettypes)),
  U("hardwareformat", 16, "link-layer device type (ARPHRD)", DEFAULT(1)),
  U("addresslength", 16, "bytes in the link-layer address", DEFAULT(6)),
  A("address", MAC, "link-layer address of the sender", FORM("addresslength", 6,
    6)),
  B("addressrest", 16, "bytes 7 and 8 of a longer address, otherwise unused"),
  U("protocol", 16, "EtherType of the payload, or a number of Linux's own", HEX,
    NAMED(ethertypes), DEFAULT(0x9000)),
  {0}
};

static const Carrier carriers[] = { {0} };
static const int datalinks[] = {113, -1};

const Protocol protocol_sll = {
  .name = "sll", .title = "SLL", .meaning = "Linux cooked capture",
  .reference = "LINKTYPE 113",
  .fields = fields, .carriers = carriers, .next = "protocol",
  .space = "ethernet", .datalinks = datalinks, .rules = cooked_rules,
  .text = "protocol=0x{protocol:4}, {address}",
};
