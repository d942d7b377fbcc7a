/*
** tins arp|flows file: C++ with libtins
*/
#include <tins/tins.h>

#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string>
#include <unordered_map>

using namespace Tins;

static std::unordered_map<std::string, uint64_t> sums;

template <typename T> static void append(std::string &key, T value) {
  key.append(reinterpret_cast<const char *>(&value), sizeof value);
}

static bool arp(const PDU &pdu) {
  const ARP *arp = pdu.find_pdu<ARP>();
  if (arp && arp->opcode() == ARP::REQUEST) {
    ARP::hwaddress_type hardware = arp->sender_hw_addr();
    std::string key(hardware.begin(), hardware.end());
    append(key, uint32_t(arp->sender_ip_addr()));
    sums[key]++;
  }
  return true;
}

static bool flows(const PDU &pdu) {
  const IP *ip = pdu.find_pdu<IP>();
  const TCP *tcp = pdu.find_pdu<TCP>();
  if (ip && tcp) {
    std::string key;
    append(key, uint32_t(ip->src_addr()));
    append(key, uint32_t(ip->dst_addr()));
    append(key, tcp->sport());
    append(key, tcp->dport());
    sums[key] += pdu.size();
  }
  return true;
}

int main(int, char **argv) {
  FileSniffer sniffer(argv[2]);
  std::clock_t start = std::clock();
  sniffer.sniff_loop(std::string(argv[1]) == "arp" ? arp : flows);
  double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
  uint64_t total = 0;
  for (const auto &sum : sums) total += sum.second;
  std::printf("%.6f %zu %llu\n", seconds, sums.size(),
              static_cast<unsigned long long>(total));
}
