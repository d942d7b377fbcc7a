"""frames.py - makes the frames of spec/support/frames with Scapy 2.5

    /usr/bin/python3 spec/support/frames.py spec/support/frames [NAME ...]

Each maker returns frames of one protocol, ten or more. What Scapy has no layer
for is written here as bytes, by the document that its protocol names.
"""
import random
import struct
import sys

# A script named as what it imports would find itself.
sys.path.pop(0)

import logging  # noqa: E402

logging.getLogger("scapy").setLevel(logging.ERROR)

from scapy.all import (  # noqa: E402
    Dot1Q, Ether, GRE, ICMP, IP, IPv6, LLC, Raw, SNAP, UDP,
)

ONE, TWO = "02:00:00:00:00:01", "02:00:00:00:00:02"
r = random.Random()
makers = {}


def frames(count=10, name=None):
    """Calls the function with 0, 1, ... for one frame each."""
    def take(make):
        makers[name or make.__name__] = lambda: [make(i) for i in range(count)]
        return make
    return take


def ether(kind):
    return Ether(src=ONE, dst=TWO, type=kind)


def ip(proto=None):
    more = {} if proto is None else {"proto": proto}
    return Ether(src=ONE, dst=TWO) / IP(
        src="192.0.2.1", dst="198.51.100.2", ttl=r.randint(1, 255),
        id=r.randint(0, 65535), **more)


def udp(port):
    return ip() / UDP(sport=49152 + r.randint(0, 99), dport=port)


def ping(i):
    return IP(src="192.0.2.7", dst="198.51.100.8", id=i) / ICMP(id=i, seq=i)


def ping6(i):
    return IPv6(src="2001:db8::1", dst="2001:db8::2", hlim=i + 1, nh=59)


def inner(i):
    return Ether(src="02:00:00:00:01:01", dst="02:00:00:00:01:02") / ping(i)


# tshark looks for makers in the bytes where addresses were without a control
# word.
def unknown(i):
    return Ether(src="02:00:00:00:01:01", dst="02:00:fe:ff:fd:02") / ping(i)


def octets(size):
    return bytes(r.randint(0, 255) for _ in range(size))


# Link types and tunnels ---------------------------------------------------

@frames()
def fr(i):
    head = struct.pack(
        ">BB", r.randint(0, 63) << 2 | i % 2 << 1,
        r.randint(0, 15) << 4 | r.randint(0, 7) << 1 | 1)
    bodies = (b"\x03\xcc" + bytes(ping(i)), b"\x03\x8e" + bytes(ping6(i)),
              b"\x08\x00" + bytes(ping(i)),
              b"\x03\x00\x80" + bytes(SNAP(OUI=0, code=0x800) / ping(i)))
    return Raw(head + bodies[i % 4])


@frames()
def fddi(i):
    return Raw(bytes([0x50 | i % 8]) + octets(12)) / LLC(
        dsap=0xaa, ssap=0xaa, ctrl=3) / SNAP(OUI=0, code=0x800) / ping(i)


@frames()
def cfp(i):
    return ether(0x8903) / Raw(struct.pack(
        ">H", r.randint(0, 1023) << 6 | r.randint(0, 63))) / inner(i)


@frames()
def ieee8021ah(i):
    return ether(0x88e7) / Raw(struct.pack(
        ">BBH", i % 8 << 5 | i % 2 << 4 | i % 3 % 2 << 3,
        i, r.randint(0, 65535))) / inner(i)


@frames()
def vntag(i):
    return ether(0x8926) / Raw(struct.pack(
        ">HHH", r.randint(0, 65535), r.randint(0, 65535), 0x800)) / ping(i)


@frames()
def nsh(i):
    kinds = ((1, ping(i)), (2, ping6(i)), (3, inner(i)))
    number, body = kinds[i % 3]
    kind, context = ((2, b""), (1, octets(16)))[i % 2]
    return ether(0x894f) / Raw(struct.pack(
        ">HBBI", i % 2 << 13 | r.randint(0, 63) << 6 | 2 + len(context) // 4,
        kind, number, r.randint(0, 2 ** 32 - 1)) + context) / body


@frames()
def vxlangpe(i):
    kinds = ((1, ping(i)), (2, ping6(i)), (3, inner(i)))
    number, body = kinds[i % 3]
    return udp(4790) / Raw(struct.pack(
        ">BHBI", 0x0c | i % 4, 0, number, r.randint(0, 2 ** 24 - 1) << 8
        )) / body


@frames()
def cmd(i):
    return ether(0x8909) / Raw(struct.pack(
        ">BBHHH", 1, 1, 1, r.randint(0, 65535), 0x800)) / ping(i)


@frames(12)
def erspan(i):
    vlan, session = r.randint(0, 4095), r.randint(0, 1023)
    head = (i % 8 << 13) | (i % 4 << 11) | (i % 2 << 10) | session
    if i % 3:
        return ip() / GRE(proto=0x88be, seqnum_present=1,
                          sequence_number=i) / Raw(struct.pack(
                              ">HHI", 0x1000 | vlan, head,
                              r.randint(0, 2 ** 20 - 1))) / inner(i)
    more = i % 2
    return ip() / GRE(proto=0x22eb, seqnum_present=1,
                      sequence_number=i) / Raw(struct.pack(
                          ">HHIHH", 0x2000 | vlan, head,
                          r.randint(0, 2 ** 32 - 1), r.randint(0, 65535),
                          0x8000 | r.randint(0, 63) << 4 | i % 2 << 3 |
                          i % 3 << 1 | more) +
                      (b"\x1c" + octets(7) if more else b"")) / inner(i)


@frames()
def pwethcw(i):
    return ether(0x8847) / Raw(struct.pack(
        ">IHH", r.randint(16, 2 ** 20 - 1) << 12 | 0x1ff, 0,
        r.randint(0, 65535))) / unknown(i)


@frames()
def gtp(i):
    flags = i % 8
    extra = struct.pack(">HBB", r.randint(0, 65535), r.randint(0, 255),
                        0x85 if flags & 4 else 0) if flags else b""
    if flags & 4:
        extra += b"\x01\x00" + bytes([r.randint(0, 63)]) + b"\0"
    body = extra + bytes(ping(i) if i % 2 else ping6(i))
    return udp(2152) / Raw(struct.pack(
        ">BBHI", 0x30 | flags, 255, len(body), r.randint(0, 2 ** 32 - 1)) +
        body)


@frames()
def teredo(i):
    origin = b"\0\0" + octets(2) + octets(4)
    first, second = octets(i), octets(i // 2)
    signed = (b"\0\1" + bytes([len(first), len(second)]) + first + second +
              octets(8) + bytes([i % 2]))
    return udp(3544) / Raw(origin if i % 2 else signed) / ping6(i)


@frames()
def esp(i):
    return ip(50) / Raw(octets(8 + 4 * i))


@frames()
def ipcomp(i):
    return ip(108) / Raw(bytes([(1, 6, 17, 58)[i % 4], i]) + octets(2 + i))


def main():
    folder, names = sys.argv[1], sys.argv[2:] or sorted(makers)
    for name in names:
        r.seed(name)
        with open(f"{folder}/{name}.hex", "w") as file:
            for frame in makers[name]():
                file.write(bytes(frame).hex() + "\n")


main()
