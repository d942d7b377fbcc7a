/*
** hsrp.c - Hot Standby Router Protocol (RFC 2281)
*/
#include "../core/protocol.h"

static const Name operations[] = {
  {0, "hello", NULL}, {1, "coup", NULL}, {2, "resign", NULL},
  {3, "advertise", NULL}, {0, NULL, NULL}
};

static const Name states[] = {
  {0, "initial", NULL}, {1, "learn", NULL}, {2, "listen", NULL},
  {4, "speak", NULL}, {8, "standby", NULL}, {16, "active", NULL},
  {0, NULL, NULL}
};

static const Field fields[] = {
  U("version", 8, "version of the protocol"),
  U("operation", 8, "what the message is", NAMED(operations)),
  U("state", 8, "state of the sender", NAMED(states), DEFAULT(16)),
  U("hellotime", 8, "time between messages, in s", DEFAULT(3)),
  U("holdtime", 8, "how long a message holds, in s", DEFAULT(10)),
  U("priority", 8, "the highest is the router", DEFAULT(100)),
  U("group", 8, "standby group"),
  U("reserved", 8, "zero"),
  T("password", 64, "authentication data"),
  A("virtual", IP4, "address of the virtual router"),
  {0}
};

static const Carrier carriers[] = { {"udp", 1985, {0}}, {0} };

static const Rule rules[] = {
  {"it is another version", RULE_OTHERWISE, IN(IF("version", 1, 255))},
  {"it advertises, in other fields", RULE_OTHERWISE,
   IN(IF("operation", 3, 255))},
  {0}
};

const Protocol protocol_hsrp = {
  .name = "hsrp", .title = "HSRP", .meaning = "Hot Standby Router Protocol",
  .reference = "RFC 2281",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "{operation} {state}, group={group}, {virtual}",
};
