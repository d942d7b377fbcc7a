/*
** udld.c - Unidirectional Link Detection (RFC 5171)
*/
#include "../core/protocol.h"

static const Name operations[] = {
  {1, "probe", NULL}, {2, "echo", NULL}, {3, "flush", NULL}, {0, NULL, NULL}
};

static const Name flags[] = {
  {1, "timeout", NULL}, {2, "resynchronize", NULL}, {0, NULL, NULL}
};

static const Field head[] = {
  U("kind", 16, "what the element is"),
  U("length", 16, "bytes in the element, kind and length included"),
  {0}
};

static const Field text[] = { B("text", 0, "text"), {0} };
static const Field seconds[] = { U("seconds", 8, "seconds"), {0} };
static const Field number[] = { U("number", 32, "sequence number"), {0} };

static const Item known[] = {
  {1, "device", "identifier of the device", text, NULL, NULL},
  {2, "port", "identifier of the port", text, NULL, NULL},
  {3, "echo", "devices and ports that the sender hears", NULL, NULL, NULL},
  {4, "interval", "time between messages", seconds, NULL, NULL},
  {5, "timeout", "time until detection", seconds, NULL, NULL},
  {6, "name", "name of the device", text, NULL, NULL},
  {7, "sequence", "sequence number", number, NULL, NULL},
  {0}
};

static const Items elements = { .head = head, .known = known, .whole = true };

static const Field fields[] = {
  U("version", 3, "version of the protocol", DEFAULT(1)),
  U("operation", 5, "what the message is", NAMED(operations), DEFAULT(1)),
  U("flags", 8, "flags", HEX, BITS(flags)),
  U("checksum", 16, "Internet checksum, as CDP has it", HEX),
  I("elements", &elements, "elements (TLVs)"),
  {0}
};

static const Carrier carriers[] = { {"snap", 0x00000c0111, {0}}, {0} };

const Protocol protocol_udld = {
  .name = "udld", .title = "UDLD", .meaning = "Unidirectional Link Detection",
  .reference = "RFC 5171",
  .fields = fields, .carriers = carriers,
  .checksum = {"checksum", SUM_CISCO, COVERS_REST, false, {0}, NULL},
  .text = "operation={operation}",
};
