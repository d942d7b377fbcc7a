/*
** sll2.c - Linux cooked capture, version 2 (LINKTYPE_LINUX_SLL2)
*/
#include "cooked.h"

static const Field fields[] = {
  U("protocol", 16, "EtherType of the payload, or a number of Linux's own", HEX,
    NAMED(ethertypes), DEFAULT(0x9000)),
  U("reserved", 16, "zero", HEX),
  U("interface", 32, "index of the interface"),
  U("hardwareformat", 16, "link-layer device type (ARPHRD)", DEFAULT(1)),
  U("packettype", 8, "packet type, by its receiver", NAMED(packettypes)),
  U("addresslength", 8, "bytes in the link-layer address", DEFAULT(6)),
  A("address", MAC, "link-layer address of the sender", FORM("addresslength", 6,
    6)),
  B("addressrest", 16, "bytes 7 and 8 of a longer address, otherwise unused"),
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
