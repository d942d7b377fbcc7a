# with_dpkt.py arp|flows file: Python with dpkt
import sys
import time

import dpkt

sums = {}


def arp(reader):
    for _, frame in reader:
        arp = dpkt.ethernet.Ethernet(frame).data
        if isinstance(arp, dpkt.arp.ARP) and arp.op == 1:
            key = arp.sha, arp.spa
            sums[key] = sums.get(key, 0) + 1


def flows(reader):
    for _, frame in reader:
        ip = dpkt.ethernet.Ethernet(frame).data
        if isinstance(ip, dpkt.ip.IP) and isinstance(ip.data, dpkt.tcp.TCP):
            key = ip.src, ip.dst, ip.data.sport, ip.data.dport
            sums[key] = sums.get(key, 0) + len(frame)


with open(sys.argv[2], "rb") as file:
    start = time.process_time()
    {"arp": arp, "flows": flows}[sys.argv[1]](dpkt.pcap.Reader(file))
    seconds = time.process_time() - start
print("%.6f %d %d" % (seconds, len(sums), sum(sums.values())))
