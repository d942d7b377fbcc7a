---@meta

--
-- pcaplua-each.lua - what editors know of the names in pcaplua's --each and --where; generated from doc/api
--
assert(not ..., "for editors: the module is another file")

---The packet.
---@type pycap.Packet
packet = {}

---Ethernet frame: the outermost of the packet, or nil.
---@type pycap.header.ethernet?
ethernet = nil

---VLAN tag: the outermost of the packet, or nil.
---@type pycap.header.vlan?
vlan = nil

---Address Resolution Protocol: the outermost of the packet, or nil.
---@type pycap.header.arp?
arp = nil

---Internet Protocol, version 4: the outermost of the packet, or nil.
---@type pycap.header.ip?
ip = nil

---Internet Protocol, version 6: the outermost of the packet, or nil.
---@type pycap.header.ip6?
ip6 = nil

---User Datagram Protocol: the outermost of the packet, or nil.
---@type pycap.header.udp?
udp = nil

---Transport Layer Security: the outermost of the packet, or nil.
---@type pycap.header.tls?
tls = nil

---Hypertext Transfer Protocol: the outermost of the packet, or nil.
---@type pycap.header.http?
http = nil

---Transmission Control Protocol: the outermost of the packet, or nil.
---@type pycap.header.tcp?
tcp = nil

---Internet Control Message Protocol: the outermost of the packet, or nil.
---@type pycap.header.icmp?
icmp = nil

---Extension structure of ICMP: the outermost of the packet, or nil.
---@type pycap.header.icmpextension?
icmpextension = nil

---Internet Control Message Protocol for IPv6: the outermost of the packet, or nil.
---@type pycap.header.icmp6?
icmp6 = nil

---Internet Group Management Protocol: the outermost of the packet, or nil.
---@type pycap.header.igmp?
igmp = nil

---Stream Control Transmission Protocol: the outermost of the packet, or nil.
---@type pycap.header.sctp?
sctp = nil

---IPv6 Hop-by-Hop Options header: the outermost of the packet, or nil.
---@type pycap.header.hopbyhop?
hopbyhop = nil

---IPv6 Routing header: the outermost of the packet, or nil.
---@type pycap.header.routing?
routing = nil

---IPv6 Fragment header: the outermost of the packet, or nil.
---@type pycap.header.fragment?
fragment = nil

---IPv6 Destination Options header: the outermost of the packet, or nil.
---@type pycap.header.destinationoptions?
destinationoptions = nil

---Domain Name System: the outermost of the packet, or nil.
---@type pycap.header.dns?
dns = nil

---Dynamic Host Configuration Protocol: the outermost of the packet, or nil.
---@type pycap.header.dhcp?
dhcp = nil

---Dynamic Host Configuration Protocol for IPv6: the outermost of the packet, or nil.
---@type pycap.header.dhcp6?
dhcp6 = nil

---Authentication Header: the outermost of the packet, or nil.
---@type pycap.header.ah?
ah = nil

---IPv6 Mobility header: the outermost of the packet, or nil.
---@type pycap.header.mobility?
mobility = nil

---Generic Routing Encapsulation: the outermost of the packet, or nil.
---@type pycap.header.gre?
gre = nil

---Virtual eXtensible Local Area Network: the outermost of the packet, or nil.
---@type pycap.header.vxlan?
vxlan = nil

---Generic Network Virtualization Encapsulation: the outermost of the packet, or nil.
---@type pycap.header.geneve?
geneve = nil

---VXLAN with the Generic Protocol Extension: the outermost of the packet, or nil.
---@type pycap.header.vxlangpe?
vxlangpe = nil

---Network Service Header: the outermost of the packet, or nil.
---@type pycap.header.nsh?
nsh = nil

---Teredo: IPv6 through NAT, its indicators: the outermost of the packet, or nil.
---@type pycap.header.teredo?
teredo = nil

---GPRS Tunnelling Protocol: the outermost of the packet, or nil.
---@type pycap.header.gtp?
gtp = nil

---Encapsulated Remote Switched Port Analyzer: the outermost of the packet, or nil.
---@type pycap.header.erspan?
erspan = nil

---Layer Two Tunneling Protocol: the outermost of the packet, or nil.
---@type pycap.header.l2tp?
l2tp = nil

---Ethernet in IP datagrams: the outermost of the packet, or nil.
---@type pycap.header.etherip?
etherip = nil

---TaZmen Sniffer Protocol: the outermost of the packet, or nil.
---@type pycap.header.tzsp?
tzsp = nil

---Encapsulating Security Payload: the outermost of the packet, or nil.
---@type pycap.header.esp?
esp = nil

---IP Payload Compression Protocol: the outermost of the packet, or nil.
---@type pycap.header.ipcomp?
ipcomp = nil

---Open Shortest Path First: the outermost of the packet, or nil.
---@type pycap.header.ospf?
ospf = nil

---Open Shortest Path First, version 3: the outermost of the packet, or nil.
---@type pycap.header.ospf3?
ospf3 = nil

---Protocol Independent Multicast: the outermost of the packet, or nil.
---@type pycap.header.pim?
pim = nil

---Enhanced Interior Gateway Routing Protocol: the outermost of the packet, or nil.
---@type pycap.header.eigrp?
eigrp = nil

---Resource Reservation Protocol: the outermost of the packet, or nil.
---@type pycap.header.rsvp?
rsvp = nil

---Intermediate System to Intermediate System: the outermost of the packet, or nil.
---@type pycap.header.isis?
isis = nil

---Hot Standby Router Protocol: the outermost of the packet, or nil.
---@type pycap.header.hsrp?
hsrp = nil

---Logical Link Control: the outermost of the packet, or nil.
---@type pycap.header.llc?
llc = nil

---Subnetwork Access Protocol: the outermost of the packet, or nil.
---@type pycap.header.snap?
snap = nil

---Spanning Tree Protocol: the outermost of the packet, or nil.
---@type pycap.header.stp?
stp = nil

---Link Layer Discovery Protocol: the outermost of the packet, or nil.
---@type pycap.header.lldp?
lldp = nil

---Linux cooked capture: the outermost of the packet, or nil.
---@type pycap.header.sll?
sll = nil

---Linux cooked capture, version 2: the outermost of the packet, or nil.
---@type pycap.header.sll2?
sll2 = nil

---BSD loopback capture: the outermost of the packet, or nil.
---@type pycap.header.null?
null = nil

---OpenBSD loopback capture: the outermost of the packet, or nil.
---@type pycap.header.loopback?
loopback = nil

---PPP in HDLC-like framing: the outermost of the packet, or nil.
---@type pycap.header.hdlc?
hdlc = nil

---Cisco HDLC: the outermost of the packet, or nil.
---@type pycap.header.chdlc?
chdlc = nil

---Point-to-Point Protocol: the outermost of the packet, or nil.
---@type pycap.header.ppp?
ppp = nil

---Point-to-Point Protocol with a compressed protocol field: the outermost of the packet, or nil.
---@type pycap.header.pppcompressed?
pppcompressed = nil

---Link Control Protocol of PPP: the outermost of the packet, or nil.
---@type pycap.header.lcp?
lcp = nil

---IP Control Protocol of PPP: the outermost of the packet, or nil.
---@type pycap.header.ipcp?
ipcp = nil

---IPv6 Control Protocol of PPP: the outermost of the packet, or nil.
---@type pycap.header.ipv6cp?
ipv6cp = nil

---Compression Control Protocol of PPP: the outermost of the packet, or nil.
---@type pycap.header.ccp?
ccp = nil

---Password Authentication Protocol: the outermost of the packet, or nil.
---@type pycap.header.pap?
pap = nil

---Challenge Handshake Authentication Protocol: the outermost of the packet, or nil.
---@type pycap.header.chap?
chap = nil

---PPP over Ethernet: the outermost of the packet, or nil.
---@type pycap.header.pppoe?
pppoe = nil

---Multiprotocol Label Switching: the outermost of the packet, or nil.
---@type pycap.header.mpls?
mpls = nil

---control word of an Ethernet pseudowire: the outermost of the packet, or nil.
---@type pycap.header.pwethcw?
pwethcw = nil

---provider backbone bridge tag: the outermost of the packet, or nil.
---@type pycap.header.ieee8021ah?
ieee8021ah = nil

---virtual NIC tag: the outermost of the packet, or nil.
---@type pycap.header.vntag?
vntag = nil

---Cisco FabricPath tag: the outermost of the packet, or nil.
---@type pycap.header.cfp?
cfp = nil

---Cisco metadata: the outermost of the packet, or nil.
---@type pycap.header.cmd?
cmd = nil

---frame relay: the outermost of the packet, or nil.
---@type pycap.header.fr?
fr = nil

---Fiber Distributed Data Interface: the outermost of the packet, or nil.
---@type pycap.header.fddi?
fddi = nil

---Serial Line Internet Protocol: the outermost of the packet, or nil.
---@type pycap.header.slip?
slip = nil

---direction of a PPP frame: the outermost of the packet, or nil.
---@type pycap.header.pppdirection?
pppdirection = nil

---Per-Packet Information: the outermost of the packet, or nil.
---@type pycap.header.ppi?
ppi = nil

---log of OpenBSD's packet filter: the outermost of the packet, or nil.
---@type pycap.header.pflog?
pflog = nil

---netlink message: the outermost of the packet, or nil.
---@type pycap.header.netlink?
netlink = nil

---MAC security tag: the outermost of the packet, or nil.
---@type pycap.header.macsec?
macsec = nil

---Precision Time Protocol: the outermost of the packet, or nil.
---@type pycap.header.ptp?
ptp = nil

---Configuration Testing Protocol: the outermost of the packet, or nil.
---@type pycap.header.ctp?
ctp = nil

---Unidirectional Link Detection: the outermost of the packet, or nil.
---@type pycap.header.udld?
udld = nil

---Dynamic Trunking Protocol: the outermost of the packet, or nil.
---@type pycap.header.dtp?
dtp = nil

---Internetwork Packet Exchange: the outermost of the packet, or nil.
---@type pycap.header.ipx?
ipx = nil

---NetBIOS frame: the outermost of the packet, or nil.
---@type pycap.header.netbios?
netbios = nil

---Wake-on-LAN magic packet: the outermost of the packet, or nil.
---@type pycap.header.wol?
wol = nil

---radiotap header: the outermost of the packet, or nil.
---@type pycap.header.radiotap?
radiotap = nil

---wireless LAN frame: the outermost of the packet, or nil.
---@type pycap.header.wlan?
wlan = nil

---Extensible Authentication Protocol over LAN: the outermost of the packet, or nil.
---@type pycap.header.eapol?
eapol = nil

---Key descriptor of EAPOL: the outermost of the packet, or nil.
---@type pycap.header.eapolkey?
eapolkey = nil

---Bidirectional Forwarding Detection: the outermost of the packet, or nil.
---@type pycap.header.bfd?
bfd = nil

---Link Aggregation Control Protocol: the outermost of the packet, or nil.
---@type pycap.header.lacp?
lacp = nil

---Trivial File Transfer Protocol: the outermost of the packet, or nil.
---@type pycap.header.tftp?
tftp = nil

---Network Time Protocol: the outermost of the packet, or nil.
---@type pycap.header.ntp?
ntp = nil

---NetBIOS Name Service: the outermost of the packet, or nil.
---@type pycap.header.nbns?
nbns = nil

---NetBIOS Datagram Service: the outermost of the packet, or nil.
---@type pycap.header.nbdgm?
nbdgm = nil

---NetBIOS Session Service: the outermost of the packet, or nil.
---@type pycap.header.nbss?
nbss = nil

---Server Message Block, version 1: the outermost of the packet, or nil.
---@type pycap.header.smb?
smb = nil

---Server Message Block, version 2 and 3: the outermost of the packet, or nil.
---@type pycap.header.smb2?
smb2 = nil

---Simple Service Discovery Protocol: the outermost of the packet, or nil.
---@type pycap.header.ssdp?
ssdp = nil

---Session Initiation Protocol: the outermost of the packet, or nil.
---@type pycap.header.sip?
sip = nil

---Secure Shell: the outermost of the packet, or nil.
---@type pycap.header.ssh?
ssh = nil

---File Transfer Protocol: the outermost of the packet, or nil.
---@type pycap.header.ftp?
ftp = nil

---Simple Mail Transfer Protocol: the outermost of the packet, or nil.
---@type pycap.header.smtp?
smtp = nil

---Session Traversal Utilities for NAT: the outermost of the packet, or nil.
---@type pycap.header.stun?
stun = nil

---QUIC, the long header: the outermost of the packet, or nil.
---@type pycap.header.quic?
quic = nil

---Modbus over TCP: the outermost of the packet, or nil.
---@type pycap.header.modbus?
modbus = nil

---Distributed Network Protocol: the outermost of the packet, or nil.
---@type pycap.header.dnp3?
dnp3 = nil

---MQTT, version 3.1.1: the outermost of the packet, or nil.
---@type pycap.header.mqtt?
mqtt = nil

---UDP encapsulation of IPsec: the outermost of the packet, or nil.
---@type pycap.header.udpencap?
udpencap = nil

---Internet Key Exchange: the outermost of the packet, or nil.
---@type pycap.header.ike?
ike = nil

---WireGuard tunnel: the outermost of the packet, or nil.
---@type pycap.header.wireguard?
wireguard = nil

---Routing Information Protocol: the outermost of the packet, or nil.
---@type pycap.header.rip?
rip = nil

---Routing Information Protocol for IPv6: the outermost of the packet, or nil.
---@type pycap.header.ripng?
ripng = nil

---Border Gateway Protocol: the outermost of the packet, or nil.
---@type pycap.header.bgp?
bgp = nil

---Remote Authentication Dial In User Service: the outermost of the packet, or nil.
---@type pycap.header.radius?
radius = nil

---Simple Network Management Protocol: the outermost of the packet, or nil.
---@type pycap.header.snmp?
snmp = nil

---System log message: the outermost of the packet, or nil.
---@type pycap.header.syslog?
syslog = nil

---Network Time Security Key Establishment: the outermost of the packet, or nil.
---@type pycap.header.ntske?
ntske = nil

---Real-time Transport Protocol: the outermost of the packet, or nil.
---@type pycap.header.rtp?
rtp = nil

---Lightweight User Datagram Protocol: the outermost of the packet, or nil.
---@type pycap.header.udplite?
udplite = nil

---Datagram Congestion Control Protocol: the outermost of the packet, or nil.
---@type pycap.header.dccp?
dccp = nil

---Pragmatic General Multicast: the outermost of the packet, or nil.
---@type pycap.header.pgm?
pgm = nil

---Virtual Router Redundancy Protocol: the outermost of the packet, or nil.
---@type pycap.header.vrrp?
vrrp = nil

---Cisco Discovery Protocol: the outermost of the packet, or nil.
---@type pycap.header.cdp?
cdp = nil
