/*
** ethertypes.h - the numbers of what an Ethernet frame carries (IEEE 802)
*/
#ifndef PYCAP_ETHERTYPES_H
#define PYCAP_ETHERTYPES_H

#include "../core/protocol.h"

static const Name ethertypes[] = {
  {0x0800, "ip", "ETHERTYPE_IP"},
  {0x0806, "arp", "ETHERTYPE_ARP"},
  {0x0842, "wake-on-lan", "ETHERTYPE_WOL"},
  {0x8035, "rarp", "ETHERTYPE_REVARP"},
  {0x8100, "vlan", "ETHERTYPE_VLAN"},
  {0x86dd, "ip6", "ETHERTYPE_IPV6"},
  {0x8847, "mpls", "ETHERTYPE_MPLS"},
  {0x8848, "mpls-multicast", "ETHERTYPE_MPLS_MULTI"},
  {0x8863, "pppoe-discovery", "ETHERTYPE_PPPOED"},
  {0x8864, "pppoe", "ETHERTYPE_PPPOES"},
  {0x888e, "eapol", "ETHERTYPE_EAPOL"},
  {0x88a8, "vlan-service", "ETHERTYPE_8021AD"},
  {0x88cc, "lldp", "ETHERTYPE_LLDP"},
  {0x88e5, "macsec", "ETHERTYPE_MACSEC"},
  {0x88f7, "ptp", "ETHERTYPE_PTP"},
  {0x9000, "loopback", "ETHERTYPE_LOOPBACK"},
  {0, NULL, NULL}
};

#endif
