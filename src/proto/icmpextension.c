/*
** icmpextension.c - extension structure of ICMP messages (RFC 4884, section 7)
*/
#include "../core/protocol.h"

static const Name roles[] = {
  {0, "incoming", NULL}, {1, "subcomponent", NULL}, {2, "outgoing", NULL},
  {3, "next-hop", NULL}, {0, NULL, NULL}
};

static const Field label[] = {
  U("label", 20, "label"),
  U("trafficclass", 3, "traffic class"),
  U("bottom", 1, "1: the last entry of the stack"),
  U("timetolive", 8, "time to live"),
  {0}
};

static const Field labels[] = { L("labels", label, "entries"), {0} };

static const Item kinds[] = {
  {1, "mpls", "label stack of the packet (RFC 4950)", labels, NULL, NULL},
  {2, "interface", "index, address, name and MTU of an interface (RFC 5837)",
   NULL, NULL, NULL},
  {3, "interfaceid", "interface to probe (RFC 8335)", NULL, NULL, NULL},
  {0}
};

static const Field head[] = {
  U("length", 16, "bytes in the object", DEFAULT(4)),
  U("kind", 8, "class number"),
  U("role", 2, "of an interface: its role", NAMED(roles)),
  U("unused", 2, "zero"),
  U("hasindex", 1, "of an interface: its index is there"),
  U("hasaddress", 1, "of an interface: its address is there"),
  U("hasname", 1, "of an interface: its name is there"),
  U("hasmtu", 1, "of an interface: its MTU is there; of mpls: 1"),
  {0}
};

static const Items objects = {
  .head = head, .known = kinds, .whole = true
};

static const Field fields[] = {
  U("version", 4, "version of the structure", DEFAULT(2)),
  U("reserved", 12, "zero", HEX),
  U("checksum", 16, "Internet checksum of the structure, 0: none", HEX),
  I("objects", &objects, "objects"),
  {0}
};

/* It stands behind the packet that a message quotes: a script decodes it. */
static const Carrier carriers[] = { {0} };

const Protocol protocol_icmpextension = {
  .name = "icmpextension", .title = "ICMPExtension",
  .meaning = "Extension structure of ICMP",
  .reference = "RFC 4884, RFC 4950, RFC 5837",
  .fields = fields, .carriers = carriers,
  .checksum = {"checksum", SUM_INTERNET, COVERS_REST, true, {0}, NULL},
  .text = "version={version}, {objects}",
};
