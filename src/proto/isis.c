/*
** isis.c - Intermediate System to Intermediate System (ISO/IEC 10589, clause 9)
*/
#include "../core/protocol.h"

static const Name types[] = {
  {15, "lan-hello-1", NULL}, {16, "lan-hello-2", NULL}, {17, "hello", NULL},
  {18, "state-1", NULL}, {20, "state-2", NULL},
  {24, "complete-sequence-1", NULL}, {25, "complete-sequence-2", NULL},
  {26, "partial-sequence-1", NULL}, {27, "partial-sequence-2", NULL},
  {0, NULL, NULL}
};

#define ANY_HELLO WHEN("type", 15, 17)
#define LAN_HELLO WHEN("type", 15, 16)
#define STATE WHEN_AMONG("type", BIT(18) | BIT(20))
#define SEQUENCES WHEN("type", 24, 27)
#define COMPLETE WHEN("type", 24, 25)

static const Field head[] = {
  U("kind", 8, "what the element is"),
  U("length", 8, "bytes in the data"),
  {0}
};

static const Field text[] = { B("text", 0, "text"), {0} };
static const Field address[] = { A("address", IP4, "address"), {0} };
static const Field address6[] = { A("address", IP6, "address"), {0} };
static const Field neighbor[] = { A("address", MAC, "address"), {0} };

static const Item known[] = {
  {1, "areas", "area addresses", NULL, NULL, NULL},
  {2, "reachability", "neighbors", NULL, NULL, NULL},
  {6, "neighbors", "neighbors on the LAN", NULL, "neighbors", neighbor},
  {8, "padding", "padding", NULL, NULL, NULL},
  {9, "entries", "states that the sender has", NULL, NULL, NULL},
  {10, "authentication", "authentication", NULL, NULL, NULL},
  {22, "extended", "extended reachability (RFC 5305)", NULL, NULL, NULL},
  {128, "internal", "internal routes (RFC 1195)", NULL, NULL, NULL},
  {129, "protocols", "protocols that the sender has", NULL, NULL, NULL},
  {130, "external", "external routes", NULL, NULL, NULL},
  {132, "addresses", "addresses of the sender", NULL, "addresses", address},
  {135, "routes", "extended routes (RFC 5305)", NULL, NULL, NULL},
  {137, "hostname", "name of the sender (RFC 5301)", text, NULL, NULL},
  {232, "addresses6", "IPv6 addresses (RFC 5308)", NULL, "addresses",
   address6},
  {236, "routes6", "IPv6 routes (RFC 5308)", NULL, NULL, NULL},
  {240, "threeway", "three-way adjacency (RFC 5303)", NULL, NULL, NULL},
  {0}
};

static const Items elements = { .head = head, .known = known };

static const Field fields[] = {
  U("discriminator", 8, "0x83: IS-IS", HEX, DEFAULT(0x83)),
  U("headerlength", 8, "bytes up to the elements", DEFAULT(27)),
  U("version", 8, "version of the protocol", DEFAULT(1)),
  U("idlength", 8, "bytes in the identifier of a system, 0: six"),
  U("reserved", 3, "zero"),
  U("type", 5, "what the message is", NAMED(types), DEFAULT(15)),
  U("version2", 8, "version of the protocol", DEFAULT(1)),
  U("reserved2", 8, "zero"),
  U("areas", 8, "most areas of a system, 0: three"),
  U("circuit", 8, "level of the circuit: 1, 2, or 3: both", DEFAULT(3),
    ANY_HELLO),
  B("system", 48, "identifier of the sender", ANY_HELLO),
  U("holdtime", 16, "how long the sender is a neighbor, in s", DEFAULT(30),
    ANY_HELLO),
  U("length", 16, "bytes in the message, which a script sets"),
  U("priority", 8, "priority of the sender", DEFAULT(64), LAN_HELLO),
  B("lan", 56, "identifier of the LAN", LAN_HELLO),
  U("localcircuit", 8, "identifier of the circuit", WHEN("type", 17, 17)),
  U("lifetime", 16, "how long the state holds, in s", STATE),
  B("state", 64, "identifier of the state (LSP)", STATE),
  U("sequence", 32, "sequence number", HEX, STATE),
  U("checksum", 16, "Fletcher checksum", HEX, STATE),
  U("flags", 8, "flags: partition, attached, overload, type of system", HEX,
    STATE),
  B("source", 56, "identifier of the sender and its circuit", SEQUENCES),
  B("first", 64, "first state that is described", COMPLETE),
  B("last", 64, "last state that is described", COMPLETE),
  I("elements", &elements, "elements (TLVs)"),
  {0}
};

static const Carrier carriers[] = { {"llc", 0xfe, {0}}, {0} };

static const Rule rules[] = {
  {"it is another protocol of OSI", RULE_OTHERWISE,
   IN(IF("discriminator", 0, 0x82))},
  {"it is another protocol of OSI", RULE_OTHERWISE,
   IN(IF("discriminator", 0x84, 0xff))},
  {"its identifiers are not of six bytes", RULE_REFUSE,
   IN(IF("idlength", 1, 5))},
  {"its identifiers are not of six bytes", RULE_REFUSE,
   IN(IF("idlength", 7, 255))},
  {0}
};

const Protocol protocol_isis = {
  .name = "isis", .title = "ISIS",
  .meaning = "Intermediate System to Intermediate System",
  .reference = "ISO/IEC 10589, RFC 1195, RFC 5305",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "type={type}",
};
