/*
** pflog.c - what OpenBSD's packet filter logs (LINKTYPE 117)
*/
#include "../core/protocol.h"

#define SIZE 61  /* of the length, which leaves out the padding */

static const Name families[] = { {2, "ip", NULL}, {24, "ip6", NULL},
                                 {0, NULL, NULL} };
static const Name actions[] = {
  {0, "pass", NULL}, {1, "block", NULL}, {2, "scrub", NULL}, {4, "nat", NULL},
  {6, "bin", NULL}, {8, "rdr", NULL}, {0, NULL, NULL}
};
static const Name directions[] = {
  {0, "both", NULL}, {1, "in", NULL}, {2, "out", NULL}, {0, NULL, NULL}
};

static const Field fields[] = {
  U("length", 8, "bytes in the header, without its padding", DEFAULT(SIZE)),
  U("family", 8, "address family of the packet", NAMED(families), DEFAULT(255)),
  U("action", 8, "what the filter did", NAMED(actions)),
  U("reason", 8, "why, 0: a rule matched"),
  T("interface", 128, "name of the interface"),
  T("ruleset", 128, "name of the set of rules"),
  U("rule", 32, "number of the rule"),
  U("subrule", 32, "number of the rule within the set"),
  U("user", 32, "user of the socket", WRITERS),
  U("process", 32, "process of the socket", WRITERS),
  U("ruleuser", 32, "user who loaded the rule", WRITERS),
  U("ruleprocess", 32, "process that loaded the rule", WRITERS),
  U("direction", 8, "direction", NAMED(directions)),
  B("padding", 24, "zeros"),
  {0}
};

static const Carrier carriers[] = { {0} };
static const int datalinks[] = {117, -1};

static const Rule rules[] = {
  {"its length is not that of this form", RULE_REFUSE,
   IN(IF("length", 0, SIZE - 1))},
  {"its length is not that of this form", RULE_REFUSE,
   IN(IF("length", SIZE + 1, 255))},
  {0}
};

const Protocol protocol_pflog = {
  .name = "pflog", .title = "PFLog", .meaning = "log of OpenBSD's packet filter",
  .reference = "LINKTYPE 117",
  .fields = fields, .carriers = carriers, .next = "family",
  .datalinks = datalinks, .rules = rules,
  .text = "rule {rule}: {action} {direction} on {interface}",
};
