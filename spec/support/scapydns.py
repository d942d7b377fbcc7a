"""scapydns.py - frames with DNS messages, made by Scapy: ten of each kind of
record that is rare in captures

Prints a line for each: its kind, and its bytes in hex. Data of kinds that
Scapy has no names for are put together by the documents.
"""
import random
import socket
import struct
import sys

# A script named as what it imports would find itself.
sys.path.pop(0)

import logging  # noqa: E402

logging.getLogger("scapy").setLevel(logging.ERROR)

from scapy.all import (  # noqa: E402
    DNS, DNSQR, DNSRR, DNSRRMX, DNSRROPT, DNSRRSOA, DNSRRSRV, EDNS0TLV,
    Ether, IP, IPv6, UDP, dns_compress,
)

chance = random.Random(1035)
LABELS = ["www", "mail", "a", "x-1", "_dmarc", "b" * 63, "long-label-here"]


def name():
    labels = chance.sample(LABELS, chance.randint(0, 3))
    return ".".join(labels + ["example", chance.choice(["org", "net"])]) + "."


def wire(text):
    """A name as it is written uncompressed."""
    return b"".join(bytes([len(label)]) + label.encode()
                    for label in text.rstrip(".").split(".") if label) + b"\0"


def word(number):
    return struct.pack(">H", number)


def parameter(key, value):
    return word(key) + word(len(value)) + value


def binding():
    """RFC 9460, section 2.2."""
    if chance.randrange(5) == 0:
        return word(0) + wire(name())
    made = {
        0: lambda: b"".join(word(k) for k in (1, 3)[:chance.randint(1, 2)]),
        1: lambda: b"".join(bytes([len(p)]) + p for p in chance.sample(
            [b"h2", b"h3", b"http/1.1"], chance.randint(1, 3))),
        2: lambda: b"",
        3: lambda: word(chance.randrange(65536)),
        4: lambda: b"".join(socket.inet_aton("192.0.2.%d" % i)
                            for i in range(chance.randint(1, 3))),
        5: lambda: chance.randbytes(chance.randint(1, 40)),
        6: lambda: b"".join(socket.inet_pton(
            socket.AF_INET6, "2001:db8::%d" % i) for i in range(1, 3)),
    }
    keys = sorted(chance.sample(range(7), chance.randint(0, 7)))
    return word(chance.randint(1, 9)) + wire(chance.choice([".", name()])) + \
        b"".join(parameter(key, made[key]()) for key in keys)


def authorization():
    """RFC 8659, section 4.1."""
    tag = chance.choice([b"issue", b"issuewild", b"iodef"])
    value = chance.choice([b"ca.example.net", b";", b"mailto:a@example.org"])
    return bytes([chance.choice([0, 128]), len(tag)]) + tag + value


def text():
    return [chance.choice(["v=spf1 -all", "", "t" * 255, "semi;colon"])
            for _ in range(chance.randint(1, 3))]


def option():
    """RFC 7871, 8914, 7873, 7830, 7828, 5001."""
    return chance.choice([
        EDNS0TLV(optcode=8, optdata=word(1) + b"\x18\0" + b"\xc0\0\2"),
        EDNS0TLV(optcode=8, optdata=word(2) + b"\x20\0" + b"\x20\1\x0d\xb8"),
        EDNS0TLV(optcode=15, optdata=word(chance.randrange(25)) + b"why"),
        EDNS0TLV(optcode=10, optdata=chance.randbytes(8)),
        EDNS0TLV(optcode=12, optdata=bytes(chance.randrange(9))),
        EDNS0TLV(optcode=11, optdata=word(chance.randrange(600))),
        EDNS0TLV(optcode=3, optdata=b"ns1"),
    ])


def other(number, data):
    return lambda: DNSRR(rrname=name(), type=number, ttl=chance.randrange(9999),
                         rdata=data())


KINDS = {
    # Scapy 2.5 has the type of soa in it
    "mx": lambda: DNSRRMX(rrname=name(), type=15, ttl=300, exchange=name(),
                          preference=chance.randrange(99)),
    "txt": other("TXT", text), "caa": other(257, authorization),
    "svcb": other(64, binding), "https": other(65, binding),
    "dname": other("DNAME", lambda: wire(name())),
    "soa": lambda: DNSRRSOA(rrname=name(), mname=name(), rname=name(),
                            serial=chance.randrange(1 << 32), refresh=7200,
                            retry=900, expire=1209600, minimum=86400),
    "srv": lambda: DNSRRSRV(rrname="_sip._udp." + name(), priority=1,
                            weight=chance.randrange(100), port=5060,
                            target=name()),
    "opt": lambda: DNSRROPT(rclass=chance.choice([512, 1232, 4096]),
                            z=chance.choice([0, 0x8000]),
                            rdata=[option() for _ in range(
                                chance.randint(0, 3))]),
}


def chain(make, count):
    """So many records, one behind the other; None for no record."""
    list_ = None
    for _ in range(count):
        record = make()
        list_ = list_ / record if list_ else record
    return list_


def message(kind):
    make, records = KINDS[kind], chance.randint(1, 3)
    asked = DNSQR(qname=name(), qtype=chance.choice([1, 28, 255]))
    if kind == "opt":
        return DNS(id=chance.randrange(65536), rd=1, qd=asked,
                   ar=chain(make, 1))
    return DNS(id=chance.randrange(65536), qr=1, aa=chance.randrange(2),
               rcode=chance.choice([0, 0, 3]), qd=asked,
               an=chain(make, records), ns=chain(make, chance.randrange(2)))


def frame(kind, number):
    port = chance.choice([53, 53, 5355])
    ip = IPv6(src="2001:db8::1", dst="2001:db8::2") if number % 4 == 3 else \
        IP(src="192.0.2.1", dst="192.0.2.2")
    made = Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") / ip / \
        UDP(sport=port, dport=49152) / message(kind)
    # Scapy compresses names of the kinds that it knows
    if number % 2 and kind in ("mx", "soa", "srv"):
        made = dns_compress(made)
    return bytes(made)


for kind in KINDS:
    for number in range(10):
        print(kind, frame(kind, number).hex())
