/*
** fr.c - frame relay (ITU-T Q.922, RFC 2427)
*/
#include "ethertypes.h"

#define UI 0x0300      /* unnumbered information; what follows is the NLPID */
#define PADDED 0x0300

static const Name protocols[] = {
  {0x0300, "padded", NULL}, {0x0380, "snap", NULL}, {0x038e, "ip6", NULL},
  {0x03cc, "ip", NULL}, {0, NULL, NULL}
};

static const Field fields[] = {
  U("dlcihigh", 6, "data link connection identifier (DLCI): its upper bits"),
  U("command", 1, "command or response (C/R)"),
  U("extended", 1, "1: the address ends here"),
  U("dlcilow", 4, "DLCI: its lower four bits"),
  U("forwardcongestion", 1, "forward explicit congestion (FECN)"),
  U("backwardcongestion", 1, "backward explicit congestion (BECN)"),
  U("discardeligible", 1, "discard eligibility (DE)"),
  U("ends", 1, "1: the address ends here", DEFAULT(1)),
  U("protocol", 16, "control field 3 and NLPID; an EtherType where the frame "
    "is Cisco's", HEX, NAMED(protocols), DEFAULT(0x9000)),
  U("nlpid", 8, "network layer protocol identifier behind a pad byte", HEX,
    DEFAULT(0x80), WHEN("protocol", PADDED, PADDED)),
  {0}
};

static const Carrier carriers[] = { {0} };
static const int datalinks[] = {107, -1};

static const Rule rules[] = {
  {"its address has another size", RULE_REFUSE, IN(IF("extended", 1, 1))},
  {"its address has another size", RULE_REFUSE, IN(IF("ends", 0, 0))},
  {"its control field and NLPID are its own numbers", RULE_OWN,
   IN(IF("protocol", UI, UI | 0xff)), .field = "protocol"},
  {0}
};

const Protocol protocol_fr = {
  .name = "fr", .title = "FR", .meaning = "frame relay",
  .reference = "ITU-T Q.922, RFC 2427",
  .fields = fields, .carriers = carriers, .next = "protocol",
  .space = "ethernet", .datalinks = datalinks, .rules = rules,
  .text = "dlci={dlcihigh}/{dlcilow}, protocol=0x{protocol:4}",
};
