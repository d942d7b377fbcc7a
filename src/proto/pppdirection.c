/*
** pppdirection.c - PPP with the direction before it (LINKTYPE 204)
*/
#include "../core/protocol.h"

static const Name directions[] = {
  {0, "received", NULL}, {1, "sent", NULL}, {0, NULL, NULL}
};

static const Field fields[] = {
  U("direction", 8, "direction, 0: received", NAMED(directions)),
  {0}
};

static const Carrier carriers[] = { {0} };
static const int datalinks[] = {204, -1};

const Protocol protocol_pppdirection = {
  .name = "pppdirection", .title = "PPPDirection",
  .meaning = "direction of a PPP frame", .reference = "LINKTYPE 204",
  .fields = fields, .carriers = carriers, .datalinks = datalinks,
  .text = "{direction}",
};
