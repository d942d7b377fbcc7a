/*
** mqtt.c - MQTT, version 3.1.1 (OASIS MQTT 3.1.1)
*/
#include "../core/protocol.h"

static const Name types[] = {
  {1, "connect", NULL}, {2, "connack", NULL}, {3, "publish", NULL},
  {4, "puback", NULL}, {5, "pubrec", NULL}, {6, "pubrel", NULL},
  {7, "pubcomp", NULL}, {8, "subscribe", NULL}, {9, "suback", NULL},
  {10, "unsubscribe", NULL}, {11, "unsuback", NULL}, {12, "pingreq", NULL},
  {13, "pingresp", NULL}, {14, "disconnect", NULL}, {0, NULL, NULL}
};

static const Name flags[] = {
  {0x02, "clean", NULL}, {0x04, "will", NULL}, {0x20, "will-retain", NULL},
  {0x40, "password", NULL}, {0x80, "username", NULL}, {0, NULL, NULL}
};

static const Name codes[] = {
  {0, "accepted", NULL}, {1, "version", NULL}, {2, "identifier", NULL},
  {3, "unavailable", NULL}, {4, "credentials", NULL},
  {5, "not-authorized", NULL}, {0, NULL, NULL}
};

#define CONNECT WHEN("type", 1, 1)
#define PUBLISH WHEN("type", 3, 3)
#define ANSWERS BIT(4) | BIT(5) | BIT(7) | BIT(9) | BIT(11)

/*
** The length has 7 bits in each of up to four bytes, the lowest first (section
** 2.2.3). The bits that make publish carry an identifier are set in each other
** packet that begins with one (section 2.2.2).
*/
static const Field fields[] = {
  U("type", 4, "packet type", NAMED(types), DEFAULT(12)),
  U("flags", 4, "flags; of publish: duplicate, quality (2 bits), retain", HEX),
  U("more", 1, "1: the length goes on"),
  U("size", 7, "bytes that follow, the lowest 7 bits of the number"),
  U("more2", 1, "1: the length goes on", WHEN("more", 1, 1)),
  U("size2", 7, "the next 7 bits", WHEN("more", 1, 1)),
  U("more3", 1, "1: the length goes on", WHEN("more2", 1, 1)),
  U("size3", 7, "the next 7 bits", WHEN("more2", 1, 1)),
  U("more4", 1, "0", WHEN("more3", 1, 1)),
  U("size4", 7, "the next 7 bits", WHEN("more3", 1, 1)),
  U("namesize", 16, "bytes of the name", DEFAULT(4), CONNECT),
  T("name", 0, "name of the protocol", SIZED("namesize"),
    DEFAULT_LIST("MQTT"), CONNECT),
  U("level", 8, "level of the protocol, 4: 3.1.1, 5: 5.0", DEFAULT(4),
    CONNECT),
  U("connectflags", 8, "flags of the connection", HEX, BITS(flags),
    DEFAULT(2), CONNECT),
  U("keepalive", 16, "most seconds between packets", CONNECT),
  U("session", 8, "1: the server has a session of the client",
    WHEN("type", 2, 2)),
  U("code", 8, "return code", NAMED(codes), WHEN("type", 2, 2)),
  U("topicsize", 16, "bytes of the topic", PUBLISH),
  T("topic", 0, "topic", SIZED("topicsize"), PUBLISH),
  U("id", 16, "packet identifier", WHEN_BITS("flags", 6)),
  U("answered", 16, "packet identifier that is answered",
    WHEN_AMONG("type", ANSWERS)),
  {0}
};

static const Carrier carriers[] = { {"tcp", 1883, {0}}, {0} };

static const Line lines[] = {
  {"{type}, {topic}, id {id}{answered}", {0}}, {0}
};

/* Flags are fixed for all types but publish (section 2.2.2). */
static const Rule rules[] = {
  {"there is no such type", RULE_OTHERWISE, IN(IF("type", 0, 0))},
  {"there is no such type", RULE_OTHERWISE, IN(IF("type", 15, 15))},
  {"its flags are others", RULE_OTHERWISE,
   IN(IF_AMONG("type", BIT(1) | BIT(2) | BIT(4) | BIT(5) | BIT(7) | BIT(9) |
      BIT(11) | BIT(12) | BIT(13) | BIT(14)), IF("flags", 1, 15))},
  {"its flags are others", RULE_OTHERWISE,
   IN(IF_AMONG("type", BIT(6) | BIT(8) | BIT(10)),
      IF_AMONG("flags", 0xffff & ~BIT(2)))},
  {"its quality is 3", RULE_OTHERWISE,
   IN(IF_AMONG("flags", BIT(6) | BIT(7) | BIT(14) | BIT(15)))},
  {"it is longer", RULE_OTHERWISE,
   IN(IF_AMONG("type", BIT(12) | BIT(13) | BIT(14)), IF("size", 1, 127))},
  {"it is longer", RULE_OTHERWISE,
   IN(IF_AMONG("type", BIT(2) | BIT(4) | BIT(12) | BIT(13) | BIT(14)),
      IF("more", 1, 1))},
  {0}
};

const Protocol protocol_mqtt = {
  .name = "mqtt", .title = "MQTT", .meaning = "MQTT, version 3.1.1",
  .reference = "OASIS MQTT 3.1.1, section 2 and 3 (ISO/IEC 20922)",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "type={type}, {topic}, id={id}",
  .lines = lines,
};
