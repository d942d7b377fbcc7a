/*
** flood.c - a table of conversations in a flood of SYNs from random addresses
**
** flood PACKETS FLOWS oldest|refuse: prints, for each tenth of the packets, how
** many bytes of memory the table and the process have and how long a packet
** took, in ns; then the counts.
*/
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../../src/flow/flows.h"

#define FRAME 54
#define PARTS 10

static Protocols all;
static Stack stack;
static uint8_t interest[PROTOCOLS_MAX];

static uint64_t drawn(void) {  /* xorshift64 */
  static uint64_t state = 88172645463325252u;
  state ^= state << 13;
  state ^= state >> 7;
  return state ^= state << 17;
}

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

/* Bytes of the process that are in memory. */
static long resident(void) {
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (!file) return 0;
  if (fscanf(file, "%*s %ld", &pages) != 1) pages = 0;
  fclose(file);
  return pages * sysconf(_SC_PAGESIZE);
}

static void make(uint8_t *frame) {
  uint64_t a = drawn(), b = drawn();
  memset(frame, 0, FRAME);
  frame[12] = 0x08;
  frame[14] = 0x45;
  frame[17] = 40;
  frame[23] = 6;
  memcpy(frame + 26, &a, 4);
  memcpy(frame + 30, "\xc0\0\2\1", 4);
  memcpy(frame + 34, &b, 2);
  frame[37] = 80;
  memcpy(frame + 38, (uint8_t *)&b + 2, 4);
  frame[46] = 0x50;
  frame[47] = 2;
}

static uint64_t drain(Flows *f) {
  uint64_t count = 0;
  while (flows_ended(f, true)) count++;
  return count;
}

int main(int argc, char **argv) {
  static const uint64_t secret[2] = {5, 6};
  static const Allocator plain = {allocator_plain, NULL};
  const char *wrong = protocols_init(&all, protocol_list,
                                     malloc(protocols_room(protocol_list)));
  if (wrong || argc < 4) return 1;
  FlowsLimits limits = {.flows = (uint32_t)atoll(argv[2]),
                        .bytes = (size_t)256 << 20,
                        .refuse = argv[3][0] == 'r'};
  for (unsigned i = 0; i < IDLE_COUNT; i++)
    limits.idle[i] = INT64_C(3600000000000);
  flow_interest(interest, &all);
  unsigned root = protocols_find(&all, "ethernet");
  Flows *f = flows_new(&all, &limits, secret, &plain);
  uint64_t packets = (uint64_t)atoll(argv[1]), ended = 0;
  uint8_t bytes[FRAME];
  int64_t begin = now();
  for (uint64_t i = 1; i <= packets; i++) {
    Frame frame = {.bytes = bytes, .caplen = FRAME, .length = FRAME,
                   .time = (int64_t)i * 1000};
    Seen seen;
    make(bytes);
    stack_begin(&stack, &all, root, &frame);
    stack_decode(&stack, interest);
    flows_take(f, &stack, &seen);
    ended += drain(f);
    if (i % (packets / PARTS) != 0) continue;
    int64_t end = now();
    printf("part %zu %ld %lld\n", flows_bytes(f), resident(),
           (long long)((end - begin) / (int64_t)(packets / PARTS)));
    begin = now();
  }
  FlowsCounts counts = flows_counts(f);
  printf("counts %llu %llu %llu %u\n", (unsigned long long)counts.begun,
         (unsigned long long)ended, (unsigned long long)counts.refused,
         flows_size(f));
  flows_free(f);
  return 0;
}
