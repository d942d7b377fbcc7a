/*
** hand.c - the bench's jobs written by hand in C on libpcap
**
** hand arp|flows file: counts ARP requests by the sender's two addresses, or
** adds up bytes by the four-tuple of TCP over IPv4; prints the seconds of CPU
** time that it took, and as a check how many keys and what sum it found.
*/
#include <pcap/pcap.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BUCKETS 65536
#define KEY_SIZE 12

typedef struct Entry {
  struct Entry *next;
  uint64_t sum;
  uint8_t key[KEY_SIZE];
} Entry;

static Entry *buckets[BUCKETS];
static uint64_t keys, total;

static uint32_t hash(const uint8_t *key, size_t size) {
  uint32_t h = 2166136261u;  /* FNV-1a */
  for (size_t i = 0; i < size; i++) h = (h ^ key[i]) * 16777619u;
  return (h ^ h >> 16) % BUCKETS;
}

static void add(const uint8_t *key, size_t size, uint64_t n) {
  Entry **bucket = &buckets[hash(key, size)];
  Entry *e = *bucket;
  total += n;
  while (e && memcmp(e->key, key, size) != 0) e = e->next;
  if (!e) {
    e = calloc(1, sizeof *e);
    if (!e) exit(1);
    memcpy(e->key, key, size);
    e->next = *bucket;
    *bucket = e;
    keys++;
  }
  e->sum += n;
}

static unsigned u16(const uint8_t *p) { return (unsigned)(p[0] << 8 | p[1]); }

static void arp(u_char *user, const struct pcap_pkthdr *header,
                const u_char *p) {
  uint8_t key[KEY_SIZE];
  (void)user;
  if (header->caplen < 42 || u16(p + 12) != 0x0806) return;
  p += 14;
  if (u16(p + 2) != 0x0800 || p[4] != 6 || p[5] != 4 || u16(p + 6) != 1)
    return;
  memcpy(key, p + 8, 10);
  add(key, 10, 1);
}

static void flows(u_char *user, const struct pcap_pkthdr *header,
                  const u_char *p) {
  uint8_t key[KEY_SIZE];
  (void)user;
  if (header->caplen < 34 || u16(p + 12) != 0x0800) return;
  const u_char *ip = p + 14;
  unsigned length = (ip[0] & 15u) * 4;
  if (ip[0] >> 4 != 4 || length < 20 || ip[9] != 6 ||
      (u16(ip + 6) & 0x1fff) != 0 || header->caplen < 14 + length + 20)
    return;
  memcpy(key, ip + 12, 8);
  memcpy(key + 8, ip + length, 4);
  add(key, 12, header->len);
}

int main(int argc, char **argv) {
  char words[PCAP_ERRBUF_SIZE];
  pcap_t *pcap = argc == 3 ? pcap_open_offline(argv[2], words) : NULL;
  if (!pcap) return 1;
  pcap_handler job = strcmp(argv[1], "arp") == 0 ? arp : flows;
  clock_t start = clock();
  while (pcap_dispatch(pcap, -1, job, NULL) > 0) continue;
  printf("%.6f %llu %llu\n", (double)(clock() - start) / CLOCKS_PER_SEC,
         (unsigned long long)keys, (unsigned long long)total);
  pcap_close(pcap);
  return 0;
}
