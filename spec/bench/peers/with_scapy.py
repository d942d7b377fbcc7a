# with_scapy.py arp|flows file: Python with Scapy
import sys
import time

from scapy.layers.inet import IP, TCP
from scapy.layers.l2 import ARP
from scapy.utils import PcapReader

sums = {}


def arp(reader):
    for packet in reader:
        if ARP in packet and packet[ARP].op == 1:
            key = packet[ARP].hwsrc, packet[ARP].psrc
            sums[key] = sums.get(key, 0) + 1


def flows(reader):
    for packet in reader:
        if TCP in packet and IP in packet:
            ip, tcp = packet[IP], packet[TCP]
            key = ip.src, ip.dst, tcp.sport, tcp.dport
            sums[key] = sums.get(key, 0) + packet.wirelen


with PcapReader(sys.argv[2]) as reader:
    start = time.process_time()
    {"arp": arp, "flows": flows}[sys.argv[1]](reader)
    seconds = time.process_time() - start
print("%.6f %d %d" % (seconds, len(sums), sum(sums.values())))
