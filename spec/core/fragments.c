/*
** fragments.c - the datagrams that the fragments in capture files are of
**
** Prints for each that is whole: the file's number, the frame that completed
** it, how many fragments it was, its bytes; for each that was given up, "lost",
** the frame's time, and why; at the end of a file, "counts".
*/
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../src/flow/fragments.h"

static Protocols all;
static Stack stack;
static Deliveries queue;

/* What follows the header of IP in a datagram that is whole. */
static void print_whole(const Stack *s, unsigned layer, uint32_t parts,
                        int file, unsigned number) {
  printf("whole %d %u %u ", file, number, parts);
  const Layer *ip = &s->layers[layer];
  for (uint32_t i = ip->offset + ip->length; i < s->frame.caplen; i++)
    printf("%02x", s->frame.bytes[i]);
  printf("\n");
}

static void take(Fragments *f, unsigned root, const Frame *frame,
                 unsigned depth) {
  stack_begin(&stack, &all, root, frame);
  stack_decode(&stack, NULL);
  unsigned layer = fragments_layer(f, &stack);
  if (layer == stack.count || depth == DEPTH_MAX) return;
  fragments_take(f, &stack, layer, depth);
}

/* Prints what is in the queue, and looks for fragments in it. */
static void print_queue(Fragments *f, int file, unsigned number) {
  const Delivery *d;
  while ((d = deliveries_next(&queue))) {
    if (d->parts == 0) {
      printf("lost %d %lld %s\n", file, (long long)d->frame.time, d->problem);
      continue;
    }
    stack_begin(&stack, &all, d->root, &d->frame);
    stack_decode(&stack, NULL);
    unsigned layer = stack.count;
    while (stack.layers[layer - 1].offset >= d->from) layer--;
    print_whole(&stack, layer - 1, d->parts, file, number);
    take(f, d->root, &d->frame, d->depth);
  }
}

static void read_file(const char *name, int file,
                      const FragmentsLimits *limits) {
  static const uint64_t secret[2] = {1, 2};
  static const Allocator plain = {allocator_plain, NULL};
  char error[PCAP_ERRBUF_SIZE];
  pcap_t *pcap = pcap_open_offline_with_tstamp_precision(
      name, PCAP_TSTAMP_PRECISION_NANO, error);
  if (!pcap) return;
  deliveries_init(&queue, &plain);
  Fragments *f = fragments_new(&all, limits, secret, &queue);
  unsigned root = protocols_root(&all, pcap_datalink(pcap)), number = 0;
  struct pcap_pkthdr *head;
  const unsigned char *bytes;
  while (pcap_next_ex(pcap, &head, &bytes) == 1) {
    Frame frame = {.bytes = bytes, .caplen = head->caplen, .length = head->len,
                   .time = head->ts.tv_sec * INT64_C(1000000000) +
                           head->ts.tv_usec};
    take(f, root, &frame, 0);
    print_queue(f, file, ++number);
  }
  fragments_end(f);
  print_queue(f, file, number);
  FragmentsCounts counts = fragments_counts(f);
  printf("counts %d %llu %llu %llu\n", file, (unsigned long long)counts.whole,
         (unsigned long long)counts.dropped,
         (unsigned long long)counts.timedout);
  fragments_free(f);
  deliveries_clear(&queue);
  pcap_close(pcap);
}

/* fragments SECONDS DATAGRAMS BYTES first|last FILE... */
int main(int argc, char **argv) {
  const char *wrong = protocols_init(&all, protocol_list,
                                     malloc(protocols_room(protocol_list)));
  if (wrong) return fprintf(stderr, "%s\n", wrong), 1;
  if (argc < 5) return 1;
  FragmentsLimits limits = {
    atoll(argv[1]) * 1000000000, (uint32_t)atoll(argv[2]),
    (size_t)atoll(argv[3]), argv[4][0] == 'l' ? OVERLAP_LAST : OVERLAP_FIRST
  };
  for (int i = 5; i < argc; i++) read_file(argv[i], i - 4, &limits);
  return 0;
}
