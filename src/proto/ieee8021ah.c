/*
** ieee8021ah.c - provider backbone bridges: the I-TAG (IEEE 802.1Q, 9.7)
*/
#include "../core/protocol.h"

static const Field fields[] = {
  U("priority", 3, "priority code point (PCP)"),
  U("dropeligible", 1, "drop eligible indicator (DEI)"),
  U("useaddress", 1, "use the customer addresses (UCA)"),
  U("reserved", 3, "zero"),
  U("service", 24, "backbone service instance identifier (I-SID)"),
  {0}
};

static const Carrier carriers[] = { {"ethernet", 0x88e7, {0}}, {0} };

const Protocol protocol_ieee8021ah = {
  .name = "ieee8021ah", .title = "IEEE8021ah",
  .meaning = "provider backbone bridge tag", .reference = "IEEE 802.1Q",
  .fields = fields, .carriers = carriers,
  .text = "service={service}, priority={priority}",
};
