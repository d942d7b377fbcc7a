"""scapy.py - the packets that are described on standard input, made by Scapy

One JSON object a line: {"headers": [[protocol, fields], ...], "payload": hex}.
Prints a line for each: its bytes in hex, or "-" and the header that is not
known here.
"""
import json
import sys

# A script named as what it imports would find itself.
sys.path.pop(0)

import logging  # noqa: E402

logging.getLogger("scapy").setLevel(logging.ERROR)

from scapy.all import (  # noqa: E402
    ARP, CookedLinux, Dot1Q, Dot3, Ether, GRE, HDLC, ICMP,
    ICMPv6EchoReply, ICMPv6EchoRequest, ICMPv6ND_NA, ICMPv6ND_NS, ICMPv6ND_RA,
    ICMPv6NDOptDstLLAddr, ICMPv6NDOptMTU, ICMPv6NDOptPrefixInfo,
    ICMPv6NDOptSrcLLAddr, IP, IPOption_NOP, IPOption_Router_Alert, IPv6,
    IPv6ExtHdrDestOpt, IPv6ExtHdrFragment, IPv6ExtHdrHopByHop,
    IPv6ExtHdrSegmentRouting,
    Loopback, Pad1, PPP, PPPoE, Raw, RouterAlert, SCTP, SCTPChunkCookieAck,
    SNAP, LLC, STP, TCP, UDP, VXLAN,
)
from scapy.layers.ipsec import AH  # noqa: E402
from scapy.contrib.geneve import GENEVE  # noqa: E402
from scapy.contrib.igmp import IGMP  # noqa: E402
from scapy.contrib.lacp import LACP, SlowProtocol  # noqa: E402
from scapy.contrib.mpls import MPLS  # noqa: E402


class Unknown(Exception):
    """A header that Scapy does not make, or not so."""


def known(name, after, *others):
    """Scapy does not say what follows where it is another."""
    if after not in others:
        raise Unknown(name + " with " + str(after))


def one(layer, names):
    """Makes a layer; names: our fields by Scapy's."""
    def make(fields, _):
        return layer(**{theirs: fields[ours] for theirs, ours in names.items()
                        if ours in fields})
    return make


# What AH carries, of which Scapy knows no next headers; it computes no
# checksum behind it that covers a pseudo header.
PROTOCOLS = {"ip": 4, "ip6": 41, "icmp": 1, "sctp": 132}

# What Scapy knows the EtherType of; others it calls by another number.
ETHERTYPES = ("llc", "ip", "ip6", "arp", "vlan", "mpls", "pppoe")


def ethernet(fields, after):
    known("ethernet", after, "lacp", *ETHERTYPES)
    names = {"dst": "destination", "src": "source"}
    return one(Dot3 if after == "llc" else Ether, names)(fields, after)


def vlan(fields, after):
    known("vlan", after, *ETHERTYPES[1:])
    # Scapy's name for the drop eligible indicator is of 802.1Q-1998
    return one(Dot1Q, {"prio": "priority", "id": "dropeligible",
                       "vlan": "id"})(fields, after)


def ip_options(options):
    made = {"nop": IPOption_NOP, "routeralert": IPOption_Router_Alert}
    return [made[option["name"]]() for option in options]


def ip(fields, _):
    return IP(tos=fields["typeofservice"], id=fields["id"],
              flags=fields["flags"], ttl=fields["timetolive"],
              src=fields["source"], dst=fields["destination"],
              options=ip_options(fields["options"]))


def tcp_option(option):
    name = option["name"]
    if name == "nop":
        return ("NOP", None)
    if name == "mss":
        return ("MSS", option["size"])
    if name == "windowscale":
        return ("WScale", option["shift"])
    if name == "timestamps":
        return ("Timestamp", (option["value"], option["echo"]))
    if name == "sackpermitted":
        return ("SAckOK", b"")
    return ("SAck", tuple(edge for block in option["blocks"]
                          for edge in (block["left"], block["right"])))


def tcp(fields, _):
    return TCP(sport=fields["sourceport"],
               dport=fields.get("destinationport", 0),
               seq=fields["sequence"], ack=fields["acknowledge"],
               flags=fields["flags"], window=fields["window"],
               options=[tcp_option(option) for option in fields["options"]])


def icmp6_option(option):
    name = option["name"]
    if name == "sourcelinkaddress":
        return ICMPv6NDOptSrcLLAddr(lladdr=option["address"])
    if name == "targetlinkaddress":
        return ICMPv6NDOptDstLLAddr(lladdr=option["address"])
    if name == "mtu":
        return ICMPv6NDOptMTU(mtu=option["mtu"])
    # unlike Scapy's, our flags are 0 where nothing is said
    return ICMPv6NDOptPrefixInfo(
        prefixlen=option["prefixlength"], validlifetime=option["valid"],
        preferredlifetime=option["preferred"], prefix=option["prefix"],
        L=0, A=0)


def icmp6(fields, _):
    kind = fields["type"]
    if kind in (128, 129):
        layer = ICMPv6EchoRequest if kind == 128 else ICMPv6EchoReply
        return layer(id=fields["id"], seq=fields["sequence"])
    if kind == 135:
        layer = ICMPv6ND_NS(tgt=fields["target"])
    elif kind == 136:
        layer = ICMPv6ND_NA(tgt=fields["target"], R=0, S=fields["solicited"],
                            O=fields["override"])
    else:
        layer = ICMPv6ND_RA(
            chlim=fields["hoplimit"], routerlifetime=fields["lifetime"],
            reachabletime=fields["reachable"], prf=0,
            retranstimer=fields["retransmit"])
    for option in fields["options"]:
        layer = layer / icmp6_option(option)
    return layer


def hopbyhop(fields, _):
    # zeros pad our lists, Scapy's own padding is a PadN
    options = [RouterAlert(value=option["value"])
               for option in fields["options"]]
    pad = 2 if options else 6
    return IPv6ExtHdrHopByHop(autopad=0, options=options + [Pad1()] * pad)


def destination_options(_, __):
    return IPv6ExtHdrDestOpt(autopad=0, options=[Pad1()] * 6)


def routing(fields, _):
    return IPv6ExtHdrSegmentRouting(
        segleft=0, lastentry=0, tag=fields["tag"], addresses=["2001:db8::7"])


def gre(fields, after):
    if after in ("hdlc", "lacp"):
        raise Unknown("gre with " + after)
    flags = fields.get("flags", 0)
    return GRE(chksum_present=flags >> 15, key_present=flags >> 13 & 1,
               seqnum_present=flags >> 12 & 1, key=fields.get("key"),
               sequence_number=fields.get("sequence"))


def snap(fields, after):
    known("snap", after, "ip", "ip6", "arp", "vlan")
    return SNAP(OUI=fields.get("organisation", 0))


def llc(_, after):
    point = {"ip": 6, "stp": 0x42}.get(after, 0xaa)
    return LLC(dsap=point, ssap=point, ctrl=3)


def stp(fields, _):
    # Scapy has priority and extension as one number, and other timers
    return STP(bpduflags=fields["flags"],
               rootid=fields["rootpriority"] | fields["rootextension"],
               rootmac=fields["root"], pathcost=fields["rootpathcost"],
               bridgeid=0x8000, bridgemac=fields["bridge"],
               portid=fields["port"], age=0)


def ah(fields, after):
    known("ah", after, *PROTOCOLS)
    # Scapy counts no length of a value that it did not compute
    return AH(nh=PROTOCOLS[after], payloadlen=4, spi=fields["index"],
              seq=fields["sequence"], icv=b"\xa5" * 12)


def sll(fields, after):
    known("sll", after, "ip", "ip6", "arp", "vlan")
    return CookedLinux(
        pkttype=fields["packettype"], lladdrtype=1, lladdrlen=6,
        src=bytes.fromhex(fields["address"].replace(":", "")) + b"\0\0")


def mpls(fields, after):
    return MPLS(label=fields["label"], cos=fields["trafficclass"],
                s=0 if after == "mpls" else 1, ttl=fields["timetolive"])


def vxlan(fields, _):
    # without the group policy and the next protocol of drafts
    return VXLAN(flags="Instance", vni=fields["id"])


def geneve(fields, after):
    known("geneve", after, "ip", "ip6")
    return GENEVE(vni=fields["id"])


def ppp(_, __):
    raise Unknown("a number of PPP in two bytes, which Scapy compresses")


def igmp(fields, _):
    # Scapy's maximum response time is 2 s where nothing is said
    return IGMP(type=fields["type"], gaddr=fields["group"], mrcode=0)


makers = {
    "ethernet": ethernet, "vlan": vlan, "ip": ip, "tcp": tcp,
    "icmp6": icmp6, "hopbyhop": hopbyhop, "routing": routing, "gre": gre,
    "snap": snap,
    "llc": llc, "sll": sll, "mpls": mpls, "stp": stp, "ah": ah,
    "arp": one(ARP, {
        "op": "operation", "hwsrc": "sourcehardware", "psrc": "sourceprotocol",
        "hwdst": "targethardware", "pdst": "targetprotocol"}),
    "ip6": one(IPv6, {
        "tc": "trafficclass", "fl": "flowlabel", "hlim": "hoplimit",
        "src": "source", "dst": "destination"}),
    "udp": one(UDP, {"sport": "sourceport", "dport": "destinationport"}),
    "icmp": one(ICMP, {"type": "type", "id": "id", "seq": "sequence"}),
    "fragment": one(IPv6ExtHdrFragment, {"id": "id"}),
    "destinationoptions": destination_options,
    "vxlan": vxlan, "geneve": geneve, "ppp": ppp, "igmp": igmp,
    "pppoe": one(PPPoE, {"sessionid": "session"}),
    "hdlc": one(HDLC, {}), "pppcompressed": one(PPP, {}),
}


def sctp(fields, _):
    return SCTP(sport=fields["sourceport"], dport=fields["destinationport"],
                tag=fields["tag"]) / SCTPChunkCookieAck(flags=0)


def lacp(_, __):
    return SlowProtocol() / LACP(
        actor_system_priority=32768, actor_port_priority=32768,
        actor_key=0, actor_port_number=0, actor_state=0,
        partner_system_priority=0, partner_port_priority=0,
        partner_key=0, partner_port_number=0, partner_state=0,
        collector_max_delay=0)


makers["lacp"] = lacp
makers["sctp"] = sctp
makers["null"] = lambda _, after: Loopback(type=2 if after == "ip" else 30)


def build(described):
    headers = described["headers"]
    packet = None
    for i, (name, fields) in enumerate(headers):
        after = headers[i + 1][0] if i + 1 < len(headers) else None
        if name not in makers:
            raise Unknown(name)
        if name == "ethernet" and i > 0 and after == "llc":
            raise Unknown("a tunnel of IEEE 802.3 frames")
        layer = makers[name](fields or {}, after)
        packet = layer if packet is None else packet / layer
    payload = bytes.fromhex(described["payload"])
    return bytes(packet / Raw(payload) if payload else packet)


for line in sys.stdin:
    try:
        print(build(json.loads(line)).hex())
    except Unknown as what:
        print("-", what)
