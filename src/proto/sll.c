/*
** sll.c - Linux cooked capture (LINKTYPE_LINUX_SLL)
*/
#include "cooked.h"

static const Field fields[] = {
  U("packettype", 16, "who the packet was for", NAMED(packettypes)),
  U("hardwareformat", 16, "kind of the interface (ARPHRD)", DEFAULT(1)),
  U("addresslength", 16, "bytes in the sender's address", DEFAULT(6)),
  A("address", MAC, "hardware address of the sender",
    FORM("addresslength", 6, 6)),
  B("addressrest", 16, "the rest of a longer address, else unused"),
  U("protocol", 16, "EtherType of what follows, or one of Linux's own numbers",
    HEX, NAMED(ethertypes), DEFAULT(0x9000)),
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
