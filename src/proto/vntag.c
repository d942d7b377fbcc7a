/*
** vntag.c - virtual NIC tag (EtherType 0x8926)
*/
#include "ethertypes.h"

static const Field fields[] = {
  U("direction", 1, "1: from the bridge to the extender"),
  U("pointer", 1, "1: the destination is a list of interfaces"),
  U("destination", 14, "destination interface, or list of interfaces"),
  U("looped", 1, "1: the frame came from the same port"),
  U("reserved", 1, "zero"),
  U("version", 2, "version of the tag"),
  U("source", 12, "source interface"),
  U("type", 16, "EtherType of the payload", HEX, NAMED(ethertypes),
    DEFAULT(0x9000)),
  {0}
};

static const Carrier carriers[] = { {"ethernet", 0x8926, {0}}, {0} };

const Protocol protocol_vntag = {
  .name = "vntag", .title = "VNTag", .meaning = "virtual NIC tag",
  .reference = "IEEE 802 (EtherType 0x8926), Cisco VN-Tag",
  .fields = fields, .carriers = carriers, .next = "type",
  .space = "ethernet", .lengths = true,
  .text = "type=0x{type:1}, {source} -> {destination}",
};
