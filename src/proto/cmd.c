/*
** cmd.c - Cisco metadata: the group tag of TrustSec (EtherType 0x8909)
*/
#include "ethertypes.h"

static const Field fields[] = {
  U("version", 8, "version of the header", DEFAULT(1)),
  U("length", 8, "number of options", DEFAULT(1)),
  U("optionlength", 4, "length of the option"),
  U("option", 12, "what the option is, 1: a group tag", DEFAULT(1)),
  U("group", 16, "security group tag (SGT)"),
  U("type", 16, "EtherType of the payload", HEX, NAMED(ethertypes),
    DEFAULT(0x9000)),
  {0}
};

static const Carrier carriers[] = { {"ethernet", 0x8909, {0}}, {0} };

const Protocol protocol_cmd = {
  .name = "cmd", .title = "CMD", .meaning = "Cisco metadata",
  .reference = "IEEE 802 (EtherType 0x8909), Cisco TrustSec",
  .fields = fields, .carriers = carriers, .next = "type",
  .space = "ethernet", .lengths = true, .text = "group={group}",
};
