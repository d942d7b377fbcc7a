/*
** null.c - BSD loopback capture (LINKTYPE_NULL)
*/
#include "families.h"

static const Field fields[] = {
  U("family", 32, "address family of what follows, in the writer's byte order",
    NAMED(families), WRITERS),
  {0}
};

static const Carrier carriers[] = { {0} };
static const int datalinks[] = {0, -1};

const Protocol protocol_null = {
  .name = "null", .title = "Null", .meaning = "BSD loopback capture",
  .reference = "LINKTYPE 0",
  .fields = fields, .carriers = carriers, .next = "family",
  .datalinks = datalinks,
};
