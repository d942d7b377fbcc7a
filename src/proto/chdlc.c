/*
** chdlc.c - Cisco HDLC (LINKTYPE_C_HDLC)
*/
#include "ethertypes.h"

#define UNICAST 0x0f
#define MULTICAST 0x8f

static const Name addresses[] = {
  {UNICAST, "unicast", NULL}, {MULTICAST, "multicast", NULL},
  {0, NULL, NULL}
};

static const Field fields[] = {
  U("address", 8, "address, unicast or broadcast", HEX, NAMED(addresses),
    DEFAULT(UNICAST)),
  U("control", 8, "zero", HEX),
  U("protocol", 16, "EtherType of the payload, or a number of Cisco's own", HEX,
    NAMED(ethertypes), DEFAULT(0x9000)),
  {0}
};

static const Carrier carriers[] = { {0} };
static const int datalinks[] = {104, -1};

static const Rule rules[] = {
  {"its address is neither unicast nor multicast", RULE_OTHERWISE,
   IN({"address", 0, UNICAST - 1, 0x7f, 0})},
  {"its address is neither unicast nor multicast", RULE_OTHERWISE,
   IN({"address", UNICAST + 1, 0x7f, 0x7f, 0})},
  {"its second byte is not zero", RULE_OTHERWISE, IN(IF("control", 1, 255))},
  {0}
};

const Protocol protocol_chdlc = {
  .name = "chdlc", .title = "CHDLC", .meaning = "Cisco HDLC",
  .reference = "LINKTYPE 104",
  .fields = fields, .carriers = carriers,
  .next = "protocol", .datalinks = datalinks, .rules = rules, .otherwise = "ppp",
  .text = "address=0x{address:2}, type=0x{protocol:4}",
};
