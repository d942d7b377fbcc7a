/*
** ppi.c - Per-Packet Information (LINKTYPE 192)
*/
#include "../core/protocol.h"

static const Field head[] = {
  U("kind", 16, "what the field is", LITTLE),
  U("length", 16, "bytes in the data", LITTLE),
  {0}
};

static const Item known[] = {
  {2, "common", "802.11: time, rate, channel, signal", NULL, NULL, NULL},
  {3, "mac", "802.11n: of the MAC", NULL, NULL, NULL},
  {4, "macphy", "802.11n: of MAC and radio", NULL, NULL, NULL},
  {5, "spectrum", "spectrum map", NULL, NULL, NULL},
  {0}
};

static const Items items = { .head = head, .known = known };

static const Field fields[] = {
  U("version", 8, "version of the header"),
  U("flags", 8, "flags, 1: fields are aligned", HEX),
  U("length", 16, "bytes in the header", LITTLE, DEFAULT(8)),
  U("datalink", 32, "link type of the frame", LITTLE, DEFAULT(147)),
  I("items", &items, "fields"),
  {0}
};

static const Carrier carriers[] = { {0} };
static const int datalinks[] = {192, -1};

const Protocol protocol_ppi = {
  .name = "ppi", .title = "PPI", .meaning = "Per-Packet Information",
  .reference = "LINKTYPE 192",
  .fields = fields, .carriers = carriers, .next = "datalink",
  .length = "length", .datalinks = datalinks, .text = "datalink={datalink}",
};
