/*
** sll2.c - Linux cooked capture, version 2 (LINKTYPE_LINUX_SLL2)
*/
#include "cooked.h"

static const Field fields[] = {
  U("protocol", 16, "EtherType of what follows, or one of Linux's own numbers",
    HEX, NAMED(ethertypes), DEFAULT(0x9000)),
  U("reserved", 16, "zero", HEX),
  U("interface", 32, "index of the interface"),
  U("hardwareformat", 16, "kind of the interface (ARPHRD)", DEFAULT(1)),
  U("packettype", 8, "who the packet was for", NAMED(packettypes)),
  U("addresslength", 8, "bytes in the sender's address", DEFAULT(6)),
  A("address", MAC, "hardware address of the sender",
    FORM("addresslength", 6, 6)),
  B("addressrest", 16, "the rest of a longer address, else unused"),
  {0}
};

static const Carrier carriers[] = { {0} };
static const int datalinks[] = {276, -1};

const Protocol protocol_sll2 = {
  .name = "sll2", .title = "SLL2", .meaning = "Linux cooked capture, version 2",
  .reference = "LINKTYPE 276",
  .fields = fields, .carriers = carriers, .next = "protocol",
  .space = "ethernet", .datalinks = datalinks, .rules = cooked_rules,
  .text = "protocol=0x{protocol:4}, interface={interface}, {address}",
};
