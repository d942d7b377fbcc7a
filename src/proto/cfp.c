/*
** cfp.c - Cisco FabricPath, its tag (EtherType 0x8903)
*/
#include "../core/protocol.h"

static const Field fields[] = {
  U("tree", 10, "forwarding tag (FTag): the topology or tree"),
  U("timetolive", 6, "time to live, in hops", DEFAULT(32)),
  {0}
};

static const Carrier carriers[] = { {"ethernet", 0x8903, {0}}, {0} };

const Protocol protocol_cfp = {
  .name = "cfp", .title = "CFP", .meaning = "Cisco FabricPath tag",
  .reference = "IEEE 802 (EtherType 0x8903), Cisco FabricPath",
  .fields = fields, .carriers = carriers,
  .text = "tree={tree}, ttl={timetolive}",
};
