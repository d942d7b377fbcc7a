/*
** destinationoptions.c - IPv6: Destination Options (RFC 8200, section 4.6)
*/
#include "ip6options.h"

static const Carrier carriers[] = { {"ip", 60, {0}}, {0} };

const Protocol protocol_destinationoptions = {
  .name = "destinationoptions", .title = "DestinationOptions",
  .meaning = "IPv6 Destination Options header", .reference = "RFC 8200",
  .fields = fields, .carriers = carriers, .next = "nextheader", .space = "ip",
  .length = "headerlength", .text = "proto=0x{nextheader:1}",
};
