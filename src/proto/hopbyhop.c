/*
** hopbyhop.c - IPv6: Hop-by-Hop Options (RFC 8200, section 4.3)
*/
#include "ip6options.h"

static const Carrier carriers[] = { {"ip", 0, {0}}, {0} };

const Protocol protocol_hopbyhop = {
  .name = "hopbyhop", .title = "HopByHop",
  .meaning = "IPv6 Hop-by-Hop Options header", .reference = "RFC 8200",
  .fields = fields, .carriers = carriers, .next = "nextheader", .space = "ip",
  .length = "headerlength", .text = "proto=0x{nextheader:1}",
};
