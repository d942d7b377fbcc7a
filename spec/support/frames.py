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
    Dot3, Ether, GRE, ICMP, IP, IPv6, LLC, Raw, SNAP, UDP, checksum, in6_chksum,
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


def ip(proto=None, to="198.51.100.2"):
    more = {} if proto is None else {"proto": proto}
    return Ether(src=ONE, dst=TWO) / IP(
        src="192.0.2.1", dst=to, ttl=r.randint(1, 255),
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


# PPP ------------------------------------------------------------------------

def ppp(kind, code, i, body):
    message = struct.pack(">BBH", code, i, 4 + len(body)) + body
    return ether(0x8864) / Raw(struct.pack(
        ">BBHHH", 0x11, 0, 7, 2 + len(message), kind) + message)


def option(kind, data):
    return bytes([kind, 2 + len(data)]) + data


@frames(12)
def lcp(i):
    choices = (
        option(1, octets(2)) + option(5, octets(4)),
        option(3, b"\xc2\x23\x05") + option(2, octets(4)),
        option(5, octets(4)) + option(7, b"") + option(8, b""),
        option(17, octets(2)) + option(19, b"\x03" + octets(6)))
    code = i + 1 if i < 11 else 1
    if code < 5:
        return ppp(0xc021, code, i, choices[i % 4])
    if code == 8:
        return ppp(0xc021, code, i, b"\x80\x57" + octets(6))
    if code > 8 and i < 11:
        return ppp(0xc021, code, i, octets(4 + i))
    return ppp(0xc021, code, i, octets(i) if i < 11 else choices[3])


@frames()
def ipcp(i):
    body = option((3, 129, 131, 130)[i % 4], octets(4)) + option(
        2, b"\0\x2d\x0f\x01")
    return ppp(0x8021, i % 5 + 1, i, body if i % 5 < 4 else octets(i))


@frames()
def ipv6cp(i):
    body = option(1, octets(8))
    return ppp(0x8057, i % 5 + 1, i, body if i % 5 < 4 else octets(i))


@frames()
def ccp(i):
    body = option(18, octets(4)) + option(26, b"\x78\0")
    return ppp(0x80fd, i % 5 + 1, i, body if i % 5 < 4 else octets(i))


@frames()
def pap(i):
    name, word = b"user%d" % i, b"word" * (i % 3 + 1)
    return ppp(0xc023, i % 3 + 1, i, (
        bytes([len(name)]) + name + bytes([len(word)]) + word,
        bytes([len(name)]) + name, bytes([len(word)]) + word)[i % 3])


@frames()
def chap(i):
    value = octets(16 + i)
    return ppp(0xc223, i % 4 + 1, i, bytes([len(value)]) + value +
               b"router%d" % i if i % 4 < 2 else b"text %d" % i)


# Routing --------------------------------------------------------------------

def address():
    return octets(4)


def lsa_head(kind, length):
    return struct.pack(">HBB", r.randint(0, 3600), 2, kind) + octets(14) + \
        struct.pack(">H", length)


def lsa(kind):
    body = {
        1: b"\1\0\0\2" + (address() + address() + b"\3\0\0\x0a") * 2,
        2: b"\xff\xff\xff\0" + address() + address(),
        3: b"\xff\xff\xff\0" + b"\0\0\0" + octets(1),
        5: b"\xff\xff\xff\0" + b"\x80\0\0\x14" + address() + octets(4),
    }[kind]
    return lsa_head(kind, 20 + len(body)) + body


def checked(head, at, body):
    """Puts an Internet checksum at that place of the head."""
    data = head[:at] + b"\0\0" + head[at + 2:]
    return data[:at] + struct.pack(">H", checksum(data + body)) + data[at + 2:]


@frames(12)
def ospf(i):
    kind = i % 5 + 1
    body = {
        1: b"\xff\xff\xff\0\0\x0a\x02" + octets(1) + octets(4) +
        address() * 2 + b"".join(address() for _ in range(i % 4)),
        2: b"\x05\xdc\x02\x07" + octets(4) + lsa_head(1, 36) +
        lsa_head(2, 32),
        3: (b"\0\0\0\1" + octets(8)) * (i % 3 + 1),
        4: b"\0\0\0\3" + lsa(1) + lsa(2 + i % 2) + lsa(5),
        5: lsa_head(1, 36) + lsa_head(5, 36),
    }[kind]
    head = struct.pack(">BBH", 2, kind, 24 + len(body)) + octets(8) + bytes(12)
    return ip(89) / Raw(checked(head, 12, body) + body)


def lsa3_head(kind, length):
    return struct.pack(">HH", r.randint(0, 3600), kind) + octets(14) + \
        struct.pack(">H", length)


@frames(12)
def ospf3(i):
    kind = i % 5 + 1
    body = {
        1: octets(4) + b"\1\0\0\x13\0\x0a\0\x28" + address() * 2 +
        b"".join(address() for _ in range(i % 4)),
        2: b"\0\0\0\x13\x05\xdc\0\x07" + octets(4) + lsa3_head(0x2001, 40),
        3: (b"\0\0\x20\x01" + octets(8)) * (i % 3 + 1),
        4: b"\0\0\0\1" + lsa3_head(0x2001, 40) + b"\1\0\0\x13\1\0\0\x0a" +
        octets(12),
        5: lsa3_head(0x2001, 40),
    }[kind]
    head = struct.pack(">BBH", 3, kind, 16 + len(body)) + octets(8) + \
        bytes([0, 0, i, 0])
    six = IPv6(src="fe80::1", dst="ff02::5", hlim=1, nh=89)
    value = in6_chksum(89, six, head + body)
    return ether(0x86dd) / six / Raw(
        head[:12] + struct.pack(">H", value) + head[14:] + body)


@frames(12)
def pim(i):
    kind = i % 4
    body = {
        0: b"\0\1\0\2" + octets(2) + b"\0\2\0\4" + octets(4) +
        b"\0\x13\0\4" + octets(4) + b"\0\x14\0\4" + octets(4),
        1: bytes([i % 3 % 2 << 7, 0, 0, 0]),
        2: b"\1\0\0\x20\xe0\1\1\1\1\0\xc0\0\2\1",
        3: b"\1\0\xc0\0\2\1\0\1\0\xd2\1\0\0\x20\xe1\1\1\1\0\1\0\0"
           b"\1\0\7\x20\xc0\0\2\7",
    }[kind]
    data = bytes(ping(i)) if kind == 1 else b""
    head = struct.pack(">BBH", 0x20 | kind, 0, 0)
    if i < 8:
        return ip(103) / Raw(checked(head, 2, body) + body + data)
    six = IPv6(src="fe80::1", dst="ff02::d", hlim=1, nh=103)
    value = in6_chksum(103, six, head + body)
    return ether(0x86dd) / six / Raw(
        head[:2] + struct.pack(">H", value) + body + data)


@frames()
def eigrp(i):
    body = (b"\0\1\0\x0c\1\0\1\0\0\0\0\x0f" + b"\0\4\0\x08\x0c\4\1\2",
            b"\1\2\0\x1c\0\0\0\0" + octets(15) + b"\x18\x0a\1\2\3",
            b"")[i % 3]
    head = struct.pack(">BBH", 2, (5, 1, 3, 4)[i % 4], 0) + struct.pack(
        ">IIIHH", i % 4, r.randint(0, 99), r.randint(0, 99), i % 2, i + 1)
    return ip(88) / Raw(checked(head, 2, body) + body)


@frames()
def rsvp(i):
    body = b"\0\x0c\1\1" + address() + b"\x11\0" + octets(2) + \
        b"\0\x0c\3\1" + address() + octets(4) + b"\0\x08\5\1" + octets(4)
    head = struct.pack(">BBHBBH", 0x10 | i % 2, (1, 2, 5, 6, 7)[i % 5], 0,
                       r.randint(1, 255), 0, 8 + len(body))
    return ip(46) / Raw(checked(head, 2, body) + body)


@frames(12)
def isis(i):
    kind = (15, 16, 17, 18, 20, 24, 25, 26, 27)[i % 9]
    more = b"\x81\1\xcc\x84\4" + address() + b"\1\4\3\x49\0\1"
    if kind in (15, 16):
        size, rest = 27, bytes([i % 3 + 1]) + octets(6) + b"\0\x1e%s" + \
            bytes([r.randint(0, 127)]) + octets(7)
    elif kind == 17:
        size, rest = 20, b"\3" + octets(6) + b"\0\x1e%s" + octets(1)
    elif kind in (18, 20):
        size, rest = 27, b"%s" + octets(2) + octets(8) + octets(4) + \
            octets(2) + b"\3"
    elif kind < 26:
        size, rest = 33, b"%s" + octets(7) + bytes(8) + b"\xff" * 8
        more = b""
    else:
        size, rest = 17, b"%s" + octets(7)
        more = b""
    rest = rest.replace(b"%s", struct.pack(">H", size + len(more)))
    body = bytes([0x83, size, 1, 0, kind, 1, 0, 0]) + rest + more
    return Dot3(src=ONE, dst="01:80:c2:00:00:14", len=3 + len(body)) / LLC(
        dsap=0xfe, ssap=0xfe, ctrl=3) / Raw(body)


@frames()
def hsrp(i):
    return ip(to="224.0.0.2") / UDP(sport=1985, dport=1985) / Raw(bytes([
        0, i % 3, (16, 1, 2, 4, 8, 16)[i % 6], i + 1, 3 * i + 3,
        r.randint(0, 255), i, 0]) + b"cisco\0\0\0" + address())


# More tunnels ---------------------------------------------------------------

@frames(12)
def l2tp(i):
    ids = octets(4)
    if i % 3 == 0:
        body = b"\x80\x08\0\0\0\0\0\1" + b"\x80\x0a\0\0\0\7lac%d" % (i % 10)
        return udp(1701) / Raw(struct.pack(
            ">HH", 0xc802, 12 + len(body)) + ids + octets(4) + body)
    body = b"\xff\3\0\x21" + bytes(ping(i))
    flags = (0x4000 if i % 2 else 0) | (0x0800 if i % 4 < 2 else 0) | (
        0x0200 if i % 5 == 0 else 0)
    rest = ids + (octets(4) if flags & 0x0800 else b"") + (
        b"\0\2\0\0" if flags & 0x0200 else b"") + body
    if flags & 0x4000:
        rest = struct.pack(">H", 4 + len(rest)) + rest
    return udp(1701) / Raw(struct.pack(">H", flags | 2) + rest)


@frames()
def etherip(i):
    return ip(97) / Raw(b"\x30\0") / inner(i)


@frames()
def tzsp(i):
    tags = (b"\1", b"\x0a\1\xc0\x12\1\6\1", b"\0\0\x12\1\x0b\1")[i % 3]
    return udp(37008) / Raw(bytes([1, i % 2, 0, 1]) + tags) / inner(i)


# Links ----------------------------------------------------------------------

@frames()
def macsec(i):
    named = i % 2
    return ether(0x88e5) / Raw(bytes([
        0x0c | named << 5 | i % 4, 0]) + octets(4) +
        (octets(8) if named else b"") + octets(48 + i))


@frames()
def ptp(i):
    kind = (0, 1, 2, 3, 8, 9, 10, 11, 0, 8)[i]
    body = octets(6) + struct.pack(">I", r.randint(0, 999999999)) + {
        2: bytes(10), 3: octets(10), 9: octets(10), 10: octets(10),
        11: b"\0\x25\0\x80\xf8\xfe\xff\xff\x80" + octets(8) + b"\0\0\xa0",
    }.get(kind, b"")
    message = struct.pack(">BBHBBH", kind, 2, 34 + len(body), i, 0, 0x200) + \
        bytes(8) + bytes(4) + octets(10) + octets(2) + bytes([5, i % 3]) + body
    return ether(0x88f7) / Raw(message) if i % 2 else udp(319) / Raw(message)


@frames()
def ctp(i):
    return ether(0x9000) / Raw(
        b"\0\0\1\0" + bytes([i, 0]) + bytes(40) if i % 2 else
        b"\0\0\2\0" + octets(6) + b"\1\0" + bytes([i, 0]) + bytes(40))


def cisco(kind, body):
    return Dot3(src=ONE, dst="01:00:0c:cc:cc:cc", len=8 + len(body)) / LLC(
        dsap=0xaa, ssap=0xaa, ctrl=3) / SNAP(OUI=0xc, code=kind) / Raw(body)


@frames()
def udld(i):
    body = b"\0\1\0\x0edevice%04d" % i + b"\0\2\0\x08Gi%d1" % i + \
        b"\0\4\0\5\7" + b"\0\5\0\5\5"
    body += b"\0\7\0\x08" + octets(4)
    head = bytes([0x20 | i % 3 + 1, i % 4, 0, 0])
    return cisco(0x0111, checked(head, 2, body) + body)


@frames()
def dtp(i):
    return cisco(0x2004, b"\1\0\1\0\x08lab%d" % i + b"\0\2\0\5" + octets(1) +
                 b"\0\3\0\5\xa5" + b"\0\4\0\x0a" + octets(6))


@frames()
def ipx(i):
    body = octets(20 + i)
    packet = b"\xff\xff" + struct.pack(">HBB", 30 + len(body), i, 0) + \
        octets(4) + octets(6) + b"\x40\1" + octets(4) + octets(6) + b"\x40\2" + \
        body
    if i % 3 == 0:
        return ether(0x8137) / Raw(packet)
    frame = Dot3(src=ONE, dst=TWO, len=len(packet) + (3 if i % 3 == 1 else 0))
    if i % 3 == 1:
        return frame / LLC(dsap=0xe0, ssap=0xe0, ctrl=3) / Raw(packet)
    return frame / Raw(packet)


@frames()
def netbios(i):
    command = (0x00, 0x01, 0x08, 0x0a, 0x0e, 0x14, 0x15, 0x16, 0x18, 0x1f)[i]
    body = struct.pack("<HHBBHHH", 44 if command < 0x14 else 14, 0xefff,
                       command, i, 0, r.randint(0, 65535),
                       r.randint(0, 65535))
    body += b"%-15d\0%-15d\0" % (i, i + 1) if command < 0x14 else octets(2)
    return Dot3(src=ONE, dst=TWO, len=3 + len(body)) / LLC(
        dsap=0xf0, ssap=0xf0, ctrl=3) / Raw(body)


@frames()
def ppi(i):
    more = b"\2\0\x14\0" + octets(20) if i % 2 else b""
    return Raw(struct.pack("<BBHI", 0, 0, 8 + len(more), 1) + more) / inner(i)


@frames()
def pflog(i):
    six = i % 2
    return Raw(struct.pack(
        ">BBBB16s16sII", 61, 24 if six else 2, i % 3, i, b"em%d" % i, b"",
        i, 2 ** 32 - 1) + struct.pack(
            "<IIIIB3x", i + 1, i + 2, i + 3, i + 4, i % 2 + 1)) / (
                ping6(i) if six else ping(i))


@frames()
def slip(i):
    return Raw(bytes([i % 2, 0x40]) + bytes(14)) / ping(i)


@frames()
def pppdirection(i):
    return Raw(bytes([i % 2]) + b"\xff\3\0\x21") / ping(i)


@frames()
def netlink(i):
    return Raw(struct.pack(">HH10xH", 4 if i % 2 else 0, 824, (0, 4, 16)[i % 3])
               + struct.pack("<IHHII", 16, 3, 0, i, 0))


@frames()
def wol(i):
    return ether(0x0842) / Raw(b"\xff" * 6 + octets(6) * 16 +
                               (b"", octets(4), octets(6))[i % 3])


def main():
    folder, names = sys.argv[1], sys.argv[2:] or sorted(makers)
    for name in names:
        r.seed(name)
        with open(f"{folder}/{name}.hex", "w") as file:
            for frame in makers[name]():
                file.write(bytes(frame).hex() + "\n")


main()
