/*
** loopback.c - OpenBSD loopback capture (LINKTYPE_LOOP)
*/
#include "families.h"

static const Field fields[] = {
  U("family", 32, "address family of the payload", NAMED(families)),
  {0}
};

static const Carrier carriers[] = { {0} };
static const int datalinks[] = {108, -1};

const Protocol protocol_loopback = {
  .name = "loopback", .title = "Loopback",
  .meaning = "OpenBSD loopback capture", .reference = "LINKTYPE 108",
  .fields = fields, .carriers = carriers, .next = "family", .space = "null",
  .datalinks = datalinks,
};
