/*
** floor.c - libpcap reads a file and does nothing: what bench.lua compares with
*/
#include <pcap/pcap.h>
#include <stdio.h>
#include <time.h>

static void nothing(u_char *user, const struct pcap_pkthdr *header,
                    const u_char *bytes) {
  (void)user;
  (void)header;
  (void)bytes;
}

int main(int argc, char **argv) {
  char words[PCAP_ERRBUF_SIZE];
  pcap_t *pcap = argc == 2 ? pcap_open_offline(argv[1], words) : NULL;
  if (!pcap) return 1;
  clock_t start = clock();
  while (pcap_dispatch(pcap, -1, nothing, NULL) > 0) continue;
  printf("%.6f\n", (double)(clock() - start) / CLOCKS_PER_SEC);
  pcap_close(pcap);
  return 0;
}
