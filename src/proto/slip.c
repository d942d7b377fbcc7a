/*
** slip.c - Serial Line Internet Protocol, as it is captured (LINKTYPE 8)
*/
#include "../core/protocol.h"

static const Name directions[] = {
  {0, "received", NULL}, {1, "sent", NULL}, {0, NULL, NULL}
};

static const Field fields[] = {
  U("direction", 8, "direction", NAMED(directions)),
  U("type", 8, "0x40: IP; 0x70, 0x80: TCP, of which the header is compressed "
    "(RFC 1144)", HEX, DEFAULT(0x40)),
  B("compressed", 112, "compressed header"),
  {0}
};

static const Carrier carriers[] = { {0} };
static const int datalinks[] = {8, -1};

const Protocol protocol_slip = {
  .name = "slip", .title = "SLIP",
  .meaning = "Serial Line Internet Protocol",
  .reference = "LINKTYPE 8, RFC 1055",
  .fields = fields, .carriers = carriers, .datalinks = datalinks,
  .text = "{direction}",
};
