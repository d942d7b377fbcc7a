/*
** flows.c - the conversations of capture files, by src/flow alone
**
** Prints a line for each that ended: the file's number and what is known of it;
** at the end of a file, "counts".
*/
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../src/core/address.h"
#include "../../src/flow/report.h"

static Protocols all;
static Stack stack;
static uint8_t interest[PROTOCOLS_MAX];

static const char *const reasons[] = {
  "none", "fin", "rst", "idle", "new", "full", "end"
};

/* Prints all fields of a record, "-" where one is not there. */
static void print_record(const Record *record) {
  char text[RECORD_TEXT_MAX], address[FIELD_TEXT_MAX];
  for (unsigned i = 0; record_rows[i].name; i++) {
    RecordKind kind = record_kind(i);
    Value v;
    if (kind == RECORD_KEY) continue;
    if (!record_read(record, i, text, &v)) {
      printf(" -");
    } else if (kind == RECORD_TEXT) {
      printf(" %.*s", (int)v.size, (const char *)v.bytes);
    } else if (kind == RECORD_SOURCE || kind == RECORD_DESTINATION) {
      size_t size = v.size == 4 ? ip4_text(v.bytes, address)
                                : ip6_text(v.bytes, address);
      printf(" %.*s", (int)size, address);
    } else {
      printf(" %lld", (long long)v.number);
    }
  }
}

static void print_ended(Flows *f, int file) {
  Conversation *c;
  Record record;
  while ((c = flows_ended(f, true))) {
    report_fill(c, &record);
    printf("flow %d", file);
    print_record(&record);
    printf("\n");
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
  printf(" refused %llu size %u bytes %zu\n",
         (unsigned long long)counts.refused, flows_size(f), most);
  flows_free(f);
  pcap_close(pcap);
}

/* flows FLOWS BYTES oldest|refuse SECONDS FILE...: the idle times are SECONDS,
** and a second more for each kind that follows. flows: the fields of records,
** and what they mean. */
int main(int argc, char **argv) {
  const char *wrong = protocols_init(&all, protocol_list,
                                     malloc(protocols_room(protocol_list)));
  if (wrong) return fprintf(stderr, "%s\n", wrong), 1;
  for (const Field *f = record_rows; argc == 1 && f->name; f++)
    printf("%s %s\n", f->name, f->meaning);
  if (argc < 5) return 0;
  FlowsLimits limits = {.flows = (uint32_t)atoll(argv[1]),
                        .bytes = (size_t)atoll(argv[2]),
                        .refuse = argv[3][0] == 'r'};
  for (unsigned i = 0; i < IDLE_COUNT; i++)
    limits.idle[i] = (atoll(argv[4]) + i) * 1000000000;
  flow_interest(interest, &all);
  for (int i = 5; i < argc; i++) read_file(argv[i], i - 4, &limits);
  return 0;
}
