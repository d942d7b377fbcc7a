/*
** pppoe.c - PPP over Ethernet (RFC 2516)
*/
#include "../core/protocol.h"

static const Name codes[] = {
  {0x00, "session", NULL}, {0x07, "offer", NULL},   {0x09, "initiation", NULL},
  {0x19, "request", NULL}, {0x65, "confirmation", NULL},
  {0xa7, "termination", NULL},
  {0, NULL, NULL}
};

static const Field head[] = {
  U("kind", 16, "tag type", HEX),
  U("length", 16, "bytes in the data"),
  {0}
};

static const Field text[] = { B("text", 0, "text in UTF-8"), {0} };

static const Field vendor[] = {
  U("vendor", 32, "vendor's enterprise number"),
  B("data", 0, "data defined by the vendor"),
  {0}
};

static const Item known[] = {
  {0x0000, "end", "end of the list", NULL, NULL, NULL},
  {0x0101, "servicename", "service requested or offered (Service-Name)", text,
   NULL, NULL},
  {0x0102, "concentratorname", "name of the access concentrator (AC-Name)",
   text, NULL, NULL},
  {0x0103, "hostuniq", "mark of the host, returned to it (Host-Uniq)", NULL,
   NULL, NULL},
  {0x0104, "cookie",
   "mark of the access concentrator, returned to it (AC-Cookie)", NULL, NULL,
   NULL},
  {0x0105, "vendorspecific", "vendor-specific data", vendor, NULL, NULL},
  {0x0110, "relaysession",
   "mark of the relay, returned to it (Relay-Session-Id)", NULL, NULL, NULL},
  {0x0201, "servicenameerror", "the service is not available", text, NULL,
   NULL},
  {0x0202, "systemerror", "the access concentrator could not serve the request",
   text, NULL, NULL},
  {0x0203, "genericerror", "generic error, which ends the session", text, NULL,
   NULL},
  {0}
};

static const Items tags = { .head = head, .known = known, .ends = true };

static const Field fields[] = {
  U("version", 4, "version of the protocol", DEFAULT(1)),
  U("type", 4, "type of the protocol", DEFAULT(1)),
  U("code", 8, "code of the packet, 0 in a session", HEX, NAMED(codes),
    DEFAULT(0xa7)),
  U("session", 16, "session identifier", HEX),
  U("length", 16, "payload length, in bytes"),
  I("tags", &tags, "tags", WHEN("code", 1, 255)),
  {0}
};

static const Carrier carriers[] = {
  {"ethernet", 0x8863, IF("code", 1, 255)},
  {"ethernet", 0x8864, {0}},
  {0}
};

static const int datalinks[] = {51, -1};

const Protocol protocol_pppoe = {
  .name = "pppoe", .title = "PPPoE", .meaning = "PPP over Ethernet",
  .reference = "RFC 2516",
  .fields = fields, .carriers = carriers, .next = "code",
  .extent = {"length", false, false}, .datalinks = datalinks,
  .text = "code=0x{code:2}, session=0x{session:4}",
  .brief = "pppoe session {session}",
};
