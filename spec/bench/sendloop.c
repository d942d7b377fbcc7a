/*
** sendloop.c - sendloop device frames: a C loop over pcap_inject
**
** Sends so many frames of 60 bytes and prints the CPU seconds.
*/
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(int argc, char **argv) {
  char words[PCAP_ERRBUF_SIZE];
  unsigned char frame[60] = "\2\0\0\0\0\2\2\0\0\0\0\1\x88\xb5";
  long count = argc == 3 ? atol(argv[2]) : 0;
  pcap_t *pcap = count > 0 ? pcap_create(argv[1], words) : NULL;
  if (!pcap || pcap_set_snaplen(pcap, 64) != 0 || pcap_activate(pcap) < 0) {
    fputs("usage: sendloop device frames\n", stderr);
    return 2;
  }
  pcap_setdirection(pcap, PCAP_D_IN);
  clock_t from = clock();
  for (long n = 0; n < count; n++) {
    if (pcap_inject(pcap, frame, sizeof frame) < 0) {
      pcap_perror(pcap, "sendloop");
      return 1;
    }
  }
  printf("%.6f\n", (double)(clock() - from) / CLOCKS_PER_SEC);
  pcap_close(pcap);
  return 0;
}
