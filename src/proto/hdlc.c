/*
** hdlc.c - PPP in HDLC-like framing (RFC 1662)
*/
#include "../core/protocol.h"

static const Field fields[] = {
  U("address", 8, "address, 0xff: all stations", HEX, DEFAULT(0xff)),
  U("control", 8, "control field, 3: unnumbered information", HEX, DEFAULT(3)),
  {0}
};

static const Carrier carriers[] = { {"ethernet", 0x880b, {0}}, {"l2tp", 0, {0}},
  {"pppdirection", 0, {0}}, {0} };
static const int datalinks[] = {9, 50, -1};

static const Rule rules[] = {
  {"it is for one station: Cisco HDLC", RULE_OTHERWISE,
   IN(IF("address", 0, 0xfe))},
  {"it may carry nothing", RULE_BARE, ALWAYS},
  {0}
};

const Protocol protocol_hdlc = {
  .name = "hdlc", .title = "HDLC", .meaning = "PPP in HDLC-like framing",
  .reference = "RFC 1662",
  .fields = fields, .carriers = carriers, .datalinks = datalinks,
  .rules = rules, .otherwise = "chdlc",
};
