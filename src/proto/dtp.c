/*
** dtp.c - Cisco's Dynamic Trunking Protocol (SNAP 00000c, 0x2004)
*/
#include "../core/protocol.h"

static const Field head[] = {
  U("kind", 16, "what the element is"),
  U("length", 16, "bytes in the element, kind and length included"),
  {0}
};

static const Field text[] = { B("text", 0, "text that zeros fill up"), {0} };
static const Field status[] = {
  U("status", 8, "0x80: a trunk; 3 lowest bits: what is wanted", HEX), {0}
};
static const Field type[] = {
  U("type", 8, "kinds of trunks, in use and wanted", HEX), {0}
};
static const Field sender[] = { A("address", MAC, "address"), {0} };

static const Item known[] = {
  {1, "domain", "management domain", text, NULL, NULL},
  {2, "status", "status of the trunk", status, NULL, NULL},
  {3, "type", "type of the trunk", type, NULL, NULL},
  {4, "sender", "address of the sender", sender, NULL, NULL},
  {0}
};

static const Items elements = { .head = head, .known = known, .whole = true };

static const Field fields[] = {
  U("version", 8, "version of the protocol", DEFAULT(1)),
  I("elements", &elements, "elements (TLVs)"),
  {0}
};

static const Carrier carriers[] = { {"snap", 0x00000c2004, {0}}, {0} };

const Protocol protocol_dtp = {
  .name = "dtp", .title = "DTP", .meaning = "Dynamic Trunking Protocol",
  .reference = "SNAP 00000C 2004 (Cisco)",
  .fields = fields, .carriers = carriers, .text = "version={version}",
};
