/*
** list.h - the protocols, a word each (unless make ONLY="..." gave others), for
** list.c
*/
#ifndef PROTOCOL_LIST

#define PROTOCOL_LIST(_) \
  _(ethernet) \
  _(vlan) \
  _(arp) \
  _(ip) \
  _(ip6) \
  _(udp) _(tls) _(http) \
  _(tcp) \
  _(icmp) _(icmpextension) \
  _(icmp6) \
  _(igmp) \
  _(sctp) \
  _(hopbyhop) \
  _(routing) \
  _(fragment) \
  _(destinationoptions) \
  _(dns) \
  _(dhcp) \
  _(dhcp6) \
  _(ah) \
  _(mobility) \
  _(gre) \
  _(vxlan) \
  _(geneve) \
  _(vxlangpe) \
  _(nsh) _(teredo) _(gtp) _(erspan) \
  _(esp) _(ipcomp) \
  _(llc) \
  _(snap) \
  _(stp) \
  _(lldp) \
  _(sll) \
  _(sll2) \
  _(null) \
  _(loopback) \
  _(hdlc) \
  _(chdlc) \
  _(ppp) \
  _(pppcompressed) \
  _(pppoe) \
  _(mpls) _(pwethcw) \
  _(ieee8021ah) _(vntag) _(cfp) _(cmd) \
  _(fr) _(fddi) \
  _(radiotap) \
  _(wlan) \
  _(eapol) \
  _(eapolkey) \
  _(bfd) \
  _(lacp) \
  _(tftp) \
  _(ntp) \
  _(nbns) \
  _(nbdgm) _(nbss) _(smb) _(smb2) \
  _(ssdp) _(sip) \
  _(ssh) \
  _(ftp) _(smtp) \
  _(stun) _(quic) \
  _(modbus) _(dnp3) _(mqtt) \
  _(ike) _(wireguard) \
  _(rip) _(ripng) _(bgp) \
  _(radius) _(snmp) _(syslog) \
  _(ntske) _(rtp) \
  _(udplite) _(dccp) _(pgm) \
  _(vrrp) \
  _(cdp)

#endif
