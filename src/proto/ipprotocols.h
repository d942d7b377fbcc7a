/*
** ipprotocols.h - numbers of what IP and IPv6 carry (IANA, Protocol Numbers)
*/
#ifndef PYCAP_IPPROTOCOLS_H
#define PYCAP_IPPROTOCOLS_H

#include "../core/protocol.h"

#define IPPROTO_NOTHING 253  /* for experiments (RFC 3692): nothing we know */

static const Name ipprotocols[] = {
  {0, "hopbyhop", "IPPROTO_HOPOPTS"},
  {1, "icmp", "IPPROTO_ICMP"},
  {2, "igmp", "IPPROTO_IGMP"},
  {4, "ip", "IPPROTO_IPIP"},
  {6, "tcp", "IPPROTO_TCP"},
  {17, "udp", "IPPROTO_UDP"},
  {41, "ip6", "IPPROTO_IPV6"},
  {43, "routing", "IPPROTO_ROUTING"},
  {44, "fragment", "IPPROTO_FRAGMENT"},
  {47, "gre", "IPPROTO_GRE"},
  {50, "esp", "IPPROTO_ESP"},
  {51, "ah", "IPPROTO_AH"},
  {58, "icmp6", "IPPROTO_ICMPV6"},
  {59, "none", "IPPROTO_NONE"},
  {60, "destinationoptions", "IPPROTO_DSTOPTS"},
  {88, "eigrp", NULL},
  {89, "ospf", NULL},
  {103, "pim", "IPPROTO_PIM"},
  {112, "vrrp", NULL},
  {132, "sctp", "IPPROTO_SCTP"},
  {135, "mobility", "IPPROTO_MH"},
  {0, NULL, NULL}
};

#endif
