/*
** streams.c - the TCP streams in capture files, as src/flow puts them in order
**
** Prints for each file "file NUMBER"; for each connection "stream NUMBER SOURCE
** PORT DESTINATION PORT", and for each direction, 0 from the source, 1 to it,
** "bytes NUMBER DIRECTION OFFSET HEX" and "gap NUMBER DIRECTION OFFSET SIZE" as
** they come; then "counts BYTES GAPS MISSING REPEATED CONFLICTS EARLY".
*/
#include <arpa/inet.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/flow/stream.h"

/* A connection: addresses and ports of who sent its first segment first. */
typedef struct Connection {
  struct Connection *next;
  unsigned number;
  uint32_t size;
  bool seen[2];       /* some segment was, */
  uint32_t first[2];  /* and the number of the SYN; 0: there was none */
  uint8_t ends[2][18];
  Stream sides[2];
} Connection;

static Protocols all;
static Stack stack;
static Connection *connections;
static unsigned count;
static StreamCounts counts;
static StreamRules rules = {{allocator_plain, NULL}, 65536, OVERLAP_FIRST,
                            &counts};

static void print_event(const Connection *c, unsigned direction,
                        const StreamEvent *e) {
  if (e->kind == STREAM_GAP)
    printf("gap %u %u %llu %llu\n", c->number, direction,
           (unsigned long long)e->offset, (unsigned long long)e->size);
  if (e->kind != STREAM_BYTES) return;
  static char line[2 * 65536 + 1];
  for (uint64_t i = 0; i < e->size; i++) {
    line[2 * i] = "0123456789abcdef"[e->bytes[i] >> 4];
    line[2 * i + 1] = "0123456789abcdef"[e->bytes[i] & 15];
  }
  line[2 * e->size] = '\0';
  printf("bytes %u %u %llu %s\n", c->number, direction,
         (unsigned long long)e->offset, line);
}

static void drain(Connection *c, unsigned direction, Arrival *arrival) {
  StreamEvent event;
  while (stream_next(&c->sides[direction], &rules, arrival, &event))
    print_event(c, direction, &event);
}

static void finish(Connection *c) {
  for (unsigned i = 0; i < 2; i++) {
    Arrival none = {0};
    stream_finish(&c->sides[i]);
    drain(c, i, &none);
    stream_free(&c->sides[i], &rules);
  }
}

static void end_of(uint8_t *end, const Stack *s, const Layer *ip, bool source,
                   const uint8_t *port) {
  const Known *k = all.known[ip->protocol];
  memset(end, 0, 18);
  memcpy(end, s->frame.bytes + ip->offset +
                  (source ? k->source_at : k->destination_at), k->address);
  memcpy(end + 16, port, 2);
}

static void print_end(const Connection *c, unsigned i) {
  char text[64];
  inet_ntop(c->size == 4 ? AF_INET : AF_INET6, c->ends[i], text, sizeof text);
  printf(" %s %u", text, c->ends[i][16] << 8 | c->ends[i][17]);
}

/* The connection of a segment; a SYN with another number begins a new one. */
static Connection *find(const Stack *s, const Layer *ip, const Layer *tcp,
                        const Segment *segment, unsigned *direction) {
  uint8_t ends[2][18];
  bool syn = (segment->flags & (SEGMENT_SYN | SEGMENT_ACK)) == SEGMENT_SYN;
  end_of(ends[0], s, ip, true, s->frame.bytes + tcp->offset);
  end_of(ends[1], s, ip, false, s->frame.bytes + tcp->offset + 2);
  Connection **at = &connections, *c;
  for (; (c = *at); at = &c->next) {
    *direction = memcmp(c->ends[0], ends[0], 18) != 0;
    if (memcmp(c->ends[*direction], ends[0], 18) == 0 &&
        memcmp(c->ends[!*direction], ends[1], 18) == 0) break;
  }
  if (c && !(syn && c->seen[*direction] &&
             c->first[*direction] != segment->sequence)) {
    *at = c->next;
  } else {
    c = calloc(1, sizeof *c);
    *direction = 0;
    c->number = count++;
    c->size = all.known[ip->protocol]->address;
    memcpy(c->ends, ends, sizeof ends);
    stream_begin(&c->sides[0]);
    stream_begin(&c->sides[1]);
    printf("stream %u", c->number);
    print_end(c, 0);
    print_end(c, 1);
    printf("\n");
  }
  c->next = connections;
  connections = c;
  return c;
}

static void take(const Frame *frame, unsigned root) {
  unsigned tcp = 0, ip, direction, protocol = protocols_find(&all, "tcp");
  Segment segment;
  Arrival arrival, none = {0};
  stack_begin(&stack, &all, root, frame);
  stack_decode(&stack, NULL);
  while (tcp < stack.count && stack.layers[tcp].protocol != protocol) tcp++;
  if (tcp == stack.count || !segment_read(&stack, tcp, &segment)) return;
  for (ip = tcp; !all.known[stack.layers[ip].protocol]->address; ip--) continue;
  Connection *c = find(&stack, &stack.layers[ip], &stack.layers[tcp], &segment,
                       &direction);
  c->seen[direction] = true;
  if (segment.flags & SEGMENT_SYN) c->first[direction] = segment.sequence;
  stream_take(&c->sides[direction], &rules, &segment, &arrival);
  drain(c, direction, &arrival);
  stream_acknowledge(&c->sides[!direction], &segment);
  drain(c, !direction, &none);
}

static void read_file(const char *name) {
  char error[PCAP_ERRBUF_SIZE];
  pcap_t *pcap = pcap_open_offline_with_tstamp_precision(
      name, PCAP_TSTAMP_PRECISION_NANO, error);
  if (!pcap) return;
  struct pcap_pkthdr *head;
  const unsigned char *bytes;
  unsigned root = protocols_root(&all, pcap_datalink(pcap));
  while (pcap_next_ex(pcap, &head, &bytes) == 1) {
    Frame frame = {.bytes = bytes, .caplen = head->caplen, .length = head->len};
    take(&frame, root);
  }
  pcap_close(pcap);
  for (Connection *c = connections, *next; c; c = next) {
    next = c->next;
    finish(c);
    free(c);
  }
  connections = NULL;
  count = 0;
  printf("counts %llu %llu %llu %llu %llu %llu\n",
         (unsigned long long)counts.bytes, (unsigned long long)counts.gaps,
         (unsigned long long)counts.missing,
         (unsigned long long)counts.repeated,
         (unsigned long long)counts.conflicts,
         (unsigned long long)counts.early);
  counts = (StreamCounts){0};
}

/* streams first|last EARLY FILE... */
int main(int argc, char **argv) {
  const char *wrong = protocols_init(&all, protocol_list,
                                     malloc(protocols_room(protocol_list)));
  if (wrong) return fprintf(stderr, "%s\n", wrong), 1;
  if (argc < 3) return 1;
  if (argv[1][0] == 'l') rules.overlap = OVERLAP_LAST;
  rules.early = (uint32_t)atoll(argv[2]);
  for (int i = 3; i < argc; i++) {
    printf("file %d\n", i - 2);
    read_file(argv[i]);
  }
  return 0;
}
