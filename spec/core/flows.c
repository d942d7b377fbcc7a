/*
** flows.c - the conversations of capture files, by src/flow alone
**
** Prints a line for each that ended: the file's number and what is known of it;
** at the end of a file, "counts".
*/
#include <arpa/inet.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../src/flow/application.h"
#include "../../src/flow/flows.h"

static Protocols all;
static Stack stack;
static uint8_t interest[PROTOCOLS_MAX];

static const char *const states[] = {
  "opening", "established", "midstream", "closing", "closed", "reset",
  "unanswered", "answered"
};

static const char *const reasons[] = {
  "none", "fin", "rst", "idle", "new", "full", "end"
};

static void print_end(const Flow *flow, bool source) {
  char text[INET6_ADDRSTRLEN];
  inet_ntop(flow->size == 4 ? AF_INET : AF_INET6,
            source ? flow->source : flow->destination, text, sizeof text);
  printf(" %s %d", text, !flow->ports ? -1 : source ? flow->sourceport
                                                    : flow->destinationport);
}

static void print_ended(Flows *f, int file) {
  Conversation *c;
  Flow flow;
  while ((c = flows_ended(f))) {
    bool turned = c->flags[0] & SIDE_SECOND;
    const Side *to = &c->sides[0], *back = &c->sides[1];
    const char *application = application_name(c->application);
    flow_read(c->key, c->key_size, &flow);
    printf("flow %d %d", file, flow.protocol);
    print_end(&flow, !turned);
    print_end(&flow, turned);
    printf(" %llu %llu %llu %llu", (unsigned long long)to->packets,
           (unsigned long long)to->bytes, (unsigned long long)back->packets,
           (unsigned long long)back->bytes);
    printf(" %lld %lld %lld", (long long)c->first, (long long)c->last,
           (long long)c->handshake);
    printf(" %u %u %u %s %s %s %d %d\n", c->retransmissions, c->disorder,
           c->gaps, states[c->state], reasons[c->reason],
           application ? application : "-", c->vlans[0] - 1, c->vlans[1] - 1);
  }
}

static void read_file(const char *name, int file, const FlowsLimits *limits) {
  static const uint64_t secret[2] = {1, 2};
  static const Allocator plain = {allocator_plain, NULL};
  char error[PCAP_ERRBUF_SIZE];
  pcap_t *pcap = pcap_open_offline_with_tstamp_precision(
      name, PCAP_TSTAMP_PRECISION_NANO, error);
  if (!pcap) return;
  Flows *f = flows_new(&all, limits, secret, &plain);
  unsigned root = protocols_root(&all, pcap_datalink(pcap));
  struct pcap_pkthdr *head;
  const unsigned char *bytes;
  size_t most = 0;
  while (pcap_next_ex(pcap, &head, &bytes) == 1) {
    Frame frame = {.bytes = bytes, .caplen = head->caplen, .length = head->len,
                   .time = head->ts.tv_sec * INT64_C(1000000000) +
                           head->ts.tv_usec};
    Seen seen;
    stack_begin(&stack, &all, root, &frame);
    stack_decode(&stack, interest);
    flows_take(f, &stack, &seen);
    if (flows_bytes(f) > most) most = flows_bytes(f);
    print_ended(f, file);
  }
  flows_end(f);
  print_ended(f, file);
  FlowsCounts counts = flows_counts(f);
  printf("counts %d begun %llu", file, (unsigned long long)counts.begun);
  for (unsigned i = 1; i <= REASON_END; i++)
    printf(" %s %llu", reasons[i], (unsigned long long)counts.ended[i]);
  printf(" refused %llu others %llu size %u bytes %zu\n",
         (unsigned long long)counts.refused, (unsigned long long)counts.others,
         flows_size(f), most);
  flows_free(f);
  pcap_close(pcap);
}

/* flows FLOWS BYTES oldest|refuse SECONDS FILE...; the idle times are SECONDS,
** and a second more for each kind that follows. */
int main(int argc, char **argv) {
  const char *wrong = protocols_init(&all, protocol_list,
                                     malloc(protocols_room(protocol_list)));
  if (wrong) return fprintf(stderr, "%s\n", wrong), 1;
  if (argc < 5) return 1;
  FlowsLimits limits = {.flows = (uint32_t)atoll(argv[1]),
                        .bytes = (size_t)atoll(argv[2]),
                        .refuse = argv[3][0] == 'r'};
  for (unsigned i = 0; i < IDLE_COUNT; i++)
    limits.idle[i] = (atoll(argv[4]) + i) * 1000000000;
  flow_interest(interest, &all);
  for (int i = 5; i < argc; i++) read_file(argv[i], i - 4, &limits);
  return 0;
}
