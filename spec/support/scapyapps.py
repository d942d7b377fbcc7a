"""scapyapps.py - messages of applications, ten of each protocol

Made by Scapy where it knows the protocol, else byte by byte from the standard
that stands beside it. Prints for each frame: its protocol and its bytes in hex.
"""
import random
import struct
import sys

# A script named as what it imports would find itself.
sys.path.pop(0)

import logging  # noqa: E402

logging.getLogger("scapy").setLevel(logging.ERROR)

from scapy.all import (  # noqa: E402
    Ether, IP, IPv6, ISAKMP, ISAKMP_payload_Nonce, NBNSHeader,
    NBNSQueryRequest, NBNSQueryResponse, NBTDatagram, NBTSession, RIP, RIPAuth,
    RIPEntry, Radius,
    RadiusAttr_NAS_IP_Address, RadiusAttr_NAS_Port, RadiusAttr_User_Name,
    ASN1_OID, RadiusAttribute, Raw, SCTP, SNMP, SNMPbulk, SNMPget, SNMPinform,
    SNMPnext, SNMPresponse, SNMPset, SNMPtrapv2, SNMPvarbind, TCP, UDP,
)
from scapy.contrib.ikev2 import (  # noqa: E402
    IKEv2, IKEv2_payload_Nonce, IKEv2_payload_VendorID,
)
from scapy.contrib.modbus import (  # noqa: E402
    ModbusADURequest, ModbusADUResponse, ModbusPDU01ReadCoilsRequest,
    ModbusPDU02ReadDiscreteInputsError, ModbusPDU03ReadHoldingRegistersRequest,
    ModbusPDU03ReadHoldingRegistersResponse,
    ModbusPDU04ReadInputRegistersError, ModbusPDU05WriteSingleCoilRequest,
    ModbusPDU06WriteSingleRegisterRequest,
    ModbusPDU10WriteMultipleRegistersRequest,
)
from scapy.contrib.ripng import RIPng, RIPngEntry  # noqa: E402
from scapy.contrib.wireguard import (  # noqa: E402
    Wireguard, WireguardCookieReply, WireguardInitiation, WireguardResponse,
    WireguardTransport,
)
from scapy.layers.smb import SMB_Header  # noqa: E402
from scapy.layers.smb2 import SMB2_Header  # noqa: E402

chance = random.Random(11)


def some(size):
    return bytes(chance.randrange(256) for _ in range(size))


def number(bits):
    return chance.randrange(1 << bits)


def ethernet():
    return Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")


def ip4(**fields):
    return IP(src="192.0.2.1", dst="192.0.2.2", **fields)


def udp(port, message, i, six=False):
    sides = (port, 49152 + i) if i % 2 else (49152 + i, port)
    ip = IPv6(src="2001:db8::1", dst="2001:db8::2") if six else ip4()
    return ethernet() / ip / UDP(sport=sides[0], dport=sides[1]) / message


def tcp(port, message, i, answer=None, seq=1):
    answer = i % 2 if answer is None else answer
    sides = (port, 49152 + i) if answer else (49152 + i, port)
    return ethernet() / ip4() / TCP(sport=sides[0], dport=sides[1], flags="PA",
                                    seq=seq, ack=1) / message


def checksum(data):
    """The Internet checksum (RFC 1071), before it is complemented"""
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(">%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return total


def summed(protocol, data, at):
    """data with its checksum, which covers the pseudo header, too"""
    pseudo = bytes(ip4())[12:20] + struct.pack(">HH", protocol, len(data))
    return data[:at] + struct.pack(">H", checksum(pseudo + data) ^ 0xffff) + \
        data[at + 2:]


def nbns(i):
    name = "HOST%d" % i
    if i % 2:
        return udp(137, NBNSHeader(
            NAME_TRN_ID=number(16), RESPONSE=1, QDCOUNT=0, ANCOUNT=1) /
            NBNSQueryResponse(RR_NAME=name, TTL=number(20)), i)
    return udp(137, NBNSHeader(NAME_TRN_ID=number(16), QDCOUNT=1) /
               NBNSQueryRequest(QUESTION_NAME=name, QUESTION_TYPE="NB" if i % 4
                                else "NBSTAT"), i)


def nbdgm(i):
    if i == 9:  # RFC 1002, 4.4.3: an error
        return ethernet() / ip4() / UDP(sport=138, dport=138) / (
            b"\x13\2\0\7\xc0\0\2\1\0\x8a\x82")
    return ethernet() / ip4() / UDP(sport=138, dport=138) / NBTDatagram(
        Type=(16, 17, 18)[i % 3], Flags=2 | i % 4 << 2, ID=number(16),
        SourceIP="192.0.2.1", SourcePort=138, SourceName="A%d" % i,
        DestinationName="B%d" % i) / some(20)


def nbss(i):
    if i < 7:
        return tcp((139, 445)[i % 2], NBTSession(TYPE=0) / some(i + 4), i)
    # RFC 1002, 4.3.4 to 4.3.6: negative, retarget, keep alive
    return tcp(139, (b"\x83\0\0\1\x82", b"\x84\0\0\6\xc0\0\2\7\0\x8b",
                     b"\x85\0\0\0")[i - 7], i, 1)


def smb(i):
    return tcp(445, NBTSession() / SMB_Header(
        Command=(0x72, 0x73, 0x75, 0x2e, 0x32)[i % 5],
        Flags=0x98 if i % 2 else 0x18, Flags2=0xc801, TID=number(16),
        PIDLow=number(16), PIDHigh=number(16), UID=number(16),
        MID=number(16), SecuritySignature=some(8)) / b"\0\0\0", i)


def smb2(i):
    return tcp(445, NBTSession() / SMB2_Header(
        Command=(13, 2, 4)[i % 3], Flags=1 if i % 2 else 0, MID=number(32),
        PID=0xfeff, TID=number(16), SessionId=number(48),
        CreditCharge=i) / b"\4\0\0\0", i)


def headers(i):
    return "".join("X-%d: value %d\r\n" % (n, number(16)) for n in range(i))


def ssdp(i):
    """UPnP Device Architecture 2.0, 1.2 and 1.3"""
    first = ("NOTIFY * HTTP/1.1", "M-SEARCH * HTTP/1.1",
             "HTTP/1.1 200 OK")[i % 3]
    return ethernet() / ip4() / UDP(
        sport=1900 if i % 3 == 2 else 49152 + i,
        dport=49152 if i % 3 == 2 else 1900) / (
            first + "\r\nHOST: 239.255.255.250:1900\r\n" + headers(i) + "\r\n")


def sip(i):
    """RFC 3261, section 24"""
    first = ("INVITE sip:bob@example.com SIP/2.0", "SIP/2.0 180 Ringing",
             "REGISTER sip:example.com SIP/2.0",
             "SIP/2.0 404 Not Found")[i % 4]
    message = first + (
        "\r\nVia: SIP/2.0/UDP pc33.example.com:5060;branch=z9hG4bK%d\r\n"
        "To: Bob <sip:bob@example.com>\r\n"
        "From: Alice <sip:alice@example.com>;tag=%d\r\n"
        "Call-ID: a%d@pc33.example.com\r\nCSeq: %d INVITE\r\n"
        "Content-Length: 0\r\n\r\n" % (i, number(16), number(32), i + 1))
    return udp(5060, message.encode(), i) if i < 7 else tcp(
        5060, message.encode(), i)


def ssh(i):
    """RFC 4253, sections 4.2, 6 and 7.1: a banner, and behind it a packet"""
    banner = b"SSH-2.0-Server_%d comment\r\n" % i
    if i < 5:
        return tcp(22, banner, i, 0)
    body = b"\x14" + some(16)
    for _ in range(10):
        names = ",".join("a%d@example.com" % number(8)
                         for _ in range(chance.randrange(4))).encode()
        body += struct.pack(">I", len(names)) + names
    body += b"\0" + b"\0\0\0\0"
    fill = 12 - (len(body) + 5) % 8
    return tcp(22, struct.pack(">IB", len(body) + fill + 1, fill) + body +
               b"\0" * fill, i - 5, 0, 1 + len(banner))


def ftp(i):
    """RFC 959, section 4"""
    return tcp(21, (b"220 ready\r\n", b"USER anonymous\r\n",
                    b"331 any password\r\n", b"PASS guest\r\n",
                    b"230-welcome\r\n230-to this\r\n230 server\r\n",
                    b"PASV\r\n",
                    b"227 Entering Passive Mode (192,0,2,2,19,137)\r\n",
                    b"RETR file.txt\r\n",
                    b"211-Features:\r\n MDTM\r\n211 End\r\n",
                    b"QUIT\r\n")[i], i, i % 2 == 0)


def smtp(i):
    """RFC 5321, appendix D"""
    return tcp((25, 587)[i // 8], (
        b"220 mail.example.com ESMTP\r\n", b"EHLO client.example.com\r\n",
        b"250-mail.example.com\r\n250-SIZE 1000\r\n250 HELP\r\n",
        b"MAIL FROM:<a@example.com>\r\n", b"250 OK\r\n",
        b"RCPT TO:<b@example.com>\r\n", b"550 No such user here\r\n",
        b"DATA\r\n", b"354 Start mail input\r\n", b"QUIT\r\n")[i], i,
        i % 2 == 0)


def stun(i):
    """RFC 8489, sections 5 and 14"""
    attributes = b""
    for _ in range(i % 4 + 1):
        name = b"user%d" % number(10)
        attributes += struct.pack(">HH", chance.choice((0x8022, 0x0006)),
                                  len(name)) + name + \
            b"\0" * (-len(name) % 4)
    if i % 3 == 2:
        attributes += struct.pack(">HHBBH", 0x0020, 8, 0, 1,
                                  number(16)) + some(4)
    head = struct.pack(">HHI", (1, 0x0101, 0x0111)[i % 3], len(attributes),
                       0x2112a442)
    return udp(3478, head + some(12) + attributes, i)


def modbus(i):
    request = (ModbusPDU01ReadCoilsRequest(startAddr=i, quantity=9),
               ModbusPDU03ReadHoldingRegistersRequest(startAddr=7, quantity=2),
               ModbusPDU05WriteSingleCoilRequest(outputAddr=3),
               ModbusPDU06WriteSingleRegisterRequest(registerAddr=4),
               ModbusPDU10WriteMultipleRegistersRequest(
                   outputsValue=[1, 2]))
    answer = (ModbusPDU02ReadDiscreteInputsError(exceptCode=2),
              ModbusPDU03ReadHoldingRegistersResponse(registerVal=[5]),
              ModbusPDU04ReadInputRegistersError(exceptCode=4))
    if i < 6:
        return tcp(502, ModbusADURequest(transId=number(16), unitId=i + 1) /
                   request[i % 5], i, 0)
    return tcp(502, ModbusADUResponse(transId=number(16), unitId=i) /
               answer[i % 3], i, 1)


def dnp3(i):
    """IEEE 1815, 9.2; the CRC is that of its clause E"""
    head = struct.pack("<BBBBHH", 5, 0x64, 5, (0xc9, 0x40, 0xc0, 0x0b)[i % 4],
                       number(16), number(16))
    crc = 0
    for byte in head:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xa6bc if crc & 1 else 0)
    return tcp(20000, head + struct.pack("<H", crc ^ 0xffff), i)


def ike(i):
    spis = {"init_SPI": some(8), "resp_SPI": some(8)}
    if i < 5:
        return udp(500, IKEv2(exch_type=(34, 37)[i % 2],
                              flags=(8, 0x20)[i % 2], id=number(32), **spis) /
                   IKEv2_payload_Nonce(load=some(16 + i), next_payload=43) /
                   IKEv2_payload_VendorID(vendorID=some(8)), 2 * i)
    spis = {"init_cookie": some(8), "resp_cookie": some(8)}
    if i < 8:
        return udp(500, ISAKMP(exch_type=2, id=number(32), **spis) /
                   ISAKMP_payload_Nonce(load=some(20 + i)), 2 * i)
    return udp(500, ISAKMP(exch_type=5, flags=1, next_payload=8,
                           id=number(32), length=28 + 16 * i, **spis) /
               some(16 * i), 2 * i)


def wireguard(i):
    message = (
        lambda: Wireguard() / WireguardInitiation(
            sender_index=number(32), unencrypted_ephemeral=some(32),
            encrypted_static=some(48), encrypted_timestamp=some(28),
            mac1=some(16), mac2=some(16)),
        lambda: Wireguard() / WireguardResponse(
            sender_index=number(32), receiver_index=number(32),
            unencrypted_ephemeral=some(32), encrypted_nothing=some(16),
            mac1=some(16), mac2=some(16)),
        lambda: Wireguard() / WireguardCookieReply(
            receiver_index=number(32), nonce=some(24),
            encrypted_cookie=some(32)),
        lambda: Wireguard() / WireguardTransport(
            receiver_index=number(32), counter=number(40),
            encrypted_encapsulated_packet=some(32)))[i % 4]
    return udp(51820, message(), i)


def rip(i):
    message = RIP(cmd=2 - i % 2, version=2)
    if i % 4 == 3:
        message /= RIPAuth(authtype=2, password="secret%d" % i)
    for n in range(i % 3 + 1):
        message /= RIPEntry(AF=2, RouteTag=number(16),
                            addr="198.51.100.%d" % n,
                            mask="255.255.255.255", nextHop="192.0.2.%d" % i,
                            metric=n + 1)
    return ethernet() / ip4() / UDP(sport=520, dport=520) / message


def ripng(i):
    message = RIPng(cmd=2 - i % 2)
    for n in range(i % 3 + 1):
        message /= RIPngEntry(prefix_or_nh="2001:db8:%x::" % number(16),
                              routetag=number(16), prefixlen=48 + n,
                              metric=n + 1)
    return ethernet() / IPv6(src="fe80::1", dst="ff02::9", hlim=255) / UDP(
        sport=521, dport=521) / message


def radius(i):
    list_ = [RadiusAttr_User_Name(value=b"user%d" % i),
             RadiusAttr_NAS_IP_Address(value="192.0.2.%d" % i),
             RadiusAttr_NAS_Port(value=number(16)),
             RadiusAttribute(type=30, value=b"called%d" % i),
             RadiusAttribute(type=31, value=b"calling%d" % i),
             RadiusAttribute(type=40, value=struct.pack(">I", i % 3 + 1)),
             RadiusAttribute(type=24, value=some(i))]
    return udp((1812, 1813)[i % 2], Radius(
        code=(1, 2, 3, 4, 5, 11)[i % 6], id=number(8), authenticator=some(16),
        attributes=list_[:i % 7 + 1]), i)


def syslog(i):
    """RFC 5424, 6.5; RFC 3164, 5.4"""
    text = ("<%d>1 2003-10-11T22:14:15.003Z host app - ID47 - text %d",
            "<%d>Oct 11 22:14:15 host app: text %d")[i % 2]
    return ethernet() / ip4() / UDP(sport=49152, dport=514) / (
        text % (number(7), i))


def udplite(i):
    """RFC 3828, 3.1, the checksum over all"""
    head = struct.pack(">HHHH", 40000 + i, 50000 + i, 0, 0) + some(i)
    return ethernet() / ip4(proto=136) / summed(136, head, 6)


def ntske(i):
    """RFC 8915, section 4, as TLS has it decrypted"""
    message = struct.pack(">HHH", 0x8001, 2, 0)
    if i % 2:
        message += struct.pack(">HHHH", 4, 4, 15, number(8))
    else:
        message += struct.pack(">HHH", 0x8004, 2, 15)
        for _ in range(i % 4 + 1):
            message += struct.pack(">HH", 5, 8) + some(8)
        message += struct.pack(">HHH", 7, 2, number(16))
    return udp(4460, message + struct.pack(">HH", 0x8000, 0), i)


def rtp(i):
    """RFC 3550, section 5.1"""
    sources = b"".join(some(4) for _ in range(i % 3))
    extended = i % 4 == 3
    return udp(5004, struct.pack(
        ">BBHII", 0x80 | extended << 4 | i % 3, i % 2 << 7 |
        (0, 8, 9, 96)[i % 4], number(16), number(32), number(32)) + sources +
        (struct.pack(">HH", 0xbede, 1) + some(4) if extended else b"") +
        some(20), i)


def bgp(i):
    """RFC 4271, section 4; RFC 5492; RFC 2918"""
    if i < 3:
        caps = struct.pack(">BBHBB", 1, 4, 1, 0, 1 + i) + struct.pack(
            ">BBI", 65, 4, number(32))
        body = b"\1\4" + struct.pack(">HH", number(16), 90 + i) + \
            b"\xc0\0\2" + bytes([i]) + struct.pack(
                ">BBB", len(caps) + 2, 2, len(caps)) + caps
    elif i < 7:
        gone = b"".join(bytes([8 + n, 10 + n, (n << 7) % 256][:2 + (n > 0)])
                        for n in range(i - 3))
        path = b"\x40\1\1\0" + b"\x50\2\0\4\2\1" + struct.pack(
            ">H", number(16)) + b"\x40\3\4\xc0\0\2\1"
        body = b"\2" + struct.pack(">H", len(gone)) + gone + struct.pack(
            ">H", len(path)) + path + b"\x18\xc6\x33" + bytes([i]) + \
            b"\x14\xc0\0" + bytes([i << 4])
    elif i == 7:
        body = b"\3\6\2" + some(4)
    else:
        body = (b"\4", b"\5\0\1\0\1")[i - 8]
    return tcp(179, b"\xff" * 16 + struct.pack(">H", len(body) + 18) + body, i)


def quic(i):
    """RFC 9000, section 17.2; RFC 8999, section 6"""
    ids = some(8 + i)
    ids = bytes([len(ids)]) + ids + bytes([i]) + some(i)
    if i == 9:
        return udp(443, b"\xca\0\0\0\0" + ids + struct.pack(
            ">II", 1, 0x6b3343cf), i)
    return udp(443, bytes([0xc3 | i % 3 << 4]) + struct.pack(">I", 1) + ids +
               (b"\0" if i % 3 == 0 else b"") + b"\x40\x64" + some(100), i)


def mqtt(i):
    """OASIS MQTT 3.1.1, section 3"""
    name = b"client%d" % i
    topic = b"a/b%d" % i
    body = {
        0: (0x10, b"\0\4MQTT\4\2\0\x3c" + struct.pack(">H", len(name)) + name),
        1: (0x20, b"\1\0"), 2: (0x30, struct.pack(
            ">H", len(topic)) + topic + b"hello"),
        3: (0x32, struct.pack(">H", len(topic)) + topic + struct.pack(
            ">H", number(16)) + some(200)),
        4: (0x40, b"\0\7"), 5: (0x62, b"\0\x08"), 6: (0x82, struct.pack(
            ">HH", number(16), len(topic)) + topic + b"\1"),
        7: (0x90, b"\0\x09\1"), 8: (0xa2, struct.pack(
            ">HH", number(16), len(topic)) + topic), 9: (0xe0, b""),
    }[i]
    size = len(body[1])
    length = bytes([size]) if size < 128 else bytes([size % 128 | 128,
                                                     size // 128])
    return tcp(1883, bytes([body[0]]) + length + body[1], i, i in (1, 4, 7))


def snmp(i):
    make = (SNMPget, SNMPnext, SNMPresponse, SNMPset, SNMPbulk, SNMPinform,
            SNMPtrapv2)[i % 7]
    ids = (5, 300, 70000, 1 << 30)[i % 4]
    pdu = make(id=ids, varbindlist=[SNMPvarbind(oid=ASN1_OID(
        "1.3.6.1.2.1.1.%d.0" % n)) for n in range(1, i + 2)])
    return udp(161 + (i % 7 > 4), SNMP(version=i % 2, community="public%d" % i,
                                       PDU=pdu), 2 * i)


def dccp(i):
    """RFC 4340, section 5"""
    kind, long_ = ((0, 1), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1), (4, 1),
                   (7, 1), (6, 1), (8, 1))[i]
    rest = some(3) if not long_ else b"\0" + some(6)
    if kind not in (0, 2):
        rest += b"\0" + some(3) if not long_ else b"\0\0" + some(6)
    if kind < 2:
        rest += struct.pack(">I", number(32))
    if kind == 7:
        rest += bytes([i % 11]) + some(3)
    rest += (b"\x29\6" + some(4) + b"\0\0" if i % 3 == 0 else b"")
    head = struct.pack(">HHBBHB", 40000 + i, 5001, (9 + len(rest)) // 4,
                       0, 0, kind << 1 | long_)
    return ethernet() / ip4(proto=33) / summed(33, head + rest, 6)


def pgm(i):
    """RFC 3208, section 8"""
    kind = (0, 4, 5, 8, 9, 10, 0, 4, 5, 8)[i]
    address = struct.pack(">HHI", 1, 0, 0xc0000200 | i)
    if i == 6:
        address = b"\0\2\0\0\x20\1\x0d\xb8" + some(12)
    rest = (some(12) + address if kind == 0 else some(8) + b"data"
            if kind < 8 else some(4) + address + struct.pack(
                ">HHI", 1, 0, 0xe9fc0000 | i))
    head = struct.pack(">HHBBH6sH", 40000 + i, 50000, kind, 0, 0, some(6),
                       4 if 3 < kind < 8 else 0)
    data = head + rest
    return ethernet() / ip4(proto=113) / (
        data[:6] + struct.pack(">H", checksum(data) ^ 0xffff) + data[8:])


def sctp(i):
    """RFC 8260, section 2: I-DATA, I-FORWARD-TSN; the CRC by Scapy"""
    chunk = (struct.pack(">BBHIHHII", 64, 3, 20 + 4 * i, number(32), i, 0,
                         number(32), number(32)) + some(4 * i)
             if i % 3 < 2 else struct.pack(
                 ">BBHIHHI", 194, 0, 16, number(32), i, 0, number(32)))
    return ethernet() / ip4() / SCTP(sport=40000 + i, dport=50000,
                                     tag=number(32)) / Raw(chunk)


MAKERS = [nbns, nbdgm, nbss, smb, smb2, ssdp, sip, ssh, ftp, smtp, stun,
          modbus, dnp3, ike, wireguard, rip, ripng, radius, syslog, ntske, rtp,
          udplite, bgp, quic, mqtt, snmp, dccp, pgm, sctp]

for maker in MAKERS:
    for i in range(10):
        print(maker.__name__, bytes(maker(i)).hex())
