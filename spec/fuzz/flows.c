/*
** flows.c - libFuzzer on the table of conversations: drawn packets of TCP, UDP
** and others, of few ends, in any order and time
**
** Input: limits, and how often memory fails; then eight bytes for each packet.
*/
#include "exercise.h"

#include "../../src/flow/flows.h"

#define STEP 8

/* Memory that is counted. */
typedef struct Purse {
  size_t taken;
  unsigned fails, left;  /* of so many blocks the last; 0: none; and how many
                            are left until then */
} Purse;

static void *purse_move(void *context, void *block, size_t old, size_t size) {
  Purse *purse = context;
  if (size > 0 && purse->fails > 0 && --purse->left == 0) {
    purse->left = purse->fails;
    return NULL;
  }
  purse->taken += size - old;
  if (size > 0) return realloc(block, size);
  free(block);
  return NULL;
}

static unsigned roots[2];
static unsigned dropped, noted;
static int mark;  /* stands for somebody's streams */

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc;
  (void)argv;
  const char *wrong = protocols_init(
      &all, protocol_list, malloc(protocols_room(protocol_list)));
  must(!wrong, wrong);
  roots[0] = protocols_find(&all, "ip");
  roots[1] = protocols_find(&all, "ip6");
  return 0;
}

/* A packet with up to 63 bytes behind the header; its size. */
static uint32_t make(uint8_t *out, const uint8_t *d) {
  static const uint8_t numbers[] = {6, 17, 1, 6};
  bool six = d[0] & 1;
  uint8_t number = numbers[d[0] >> 1 & 3];
  uint32_t head = six ? 40 : 20, payload = d[7] & 63;
  uint32_t transport = number == 6 ? 20 : 8, size = head + transport + payload;
  uint8_t *t = out + head;
  memset(out, 0, size);
  out[0] = six ? 0x60 : 0x45;
  out[six ? 5 : 3] = (uint8_t)(six ? size - 40 : size);
  out[six ? 6 : 9] = number;
  out[six ? 23 : 15] = d[1] & 3;
  out[six ? 39 : 19] = d[1] >> 2 & 3;
  t[1] = d[1] >> 4 & 3;
  t[3] = d[1] >> 6;
  if (number == 17) t[5] = (uint8_t)(8 + payload);
  if (number != 6) return size;
  memset(t + 4, d[3] & 1 ? 0xff : 0, 4);
  t[6] = d[3];
  t[7] = d[4];
  t[12] = 0x50;
  t[13] = d[2];
  return size;
}

static void check_side(const Conversation *c, unsigned i) {
  const Side *side = &c->sides[i];
  must((side->packets == 0) <= (side->bytes == 0), "bytes of no packet");
  for (unsigned k = 0; k < HOLES_MAX; k++) {
    const Hole *h = &side->holes[k];
    must((int32_t)(h->to - h->from) >= 0, "a hole ends before it begins");
  }
}

static void check(const Conversation *c) {
  must(c->sides[0].packets + c->sides[1].packets > 0, "no packet");
  must(c->first <= c->last, "it ends before it begins");
  must(c->gaps < 1u << 30, "gaps below 0");
  must((c->flags[0] ^ c->flags[1]) & SIDE_SECOND, "both are the second end");
  check_side(c, 0);
  check_side(c, 1);
}

static unsigned drain(Flows *f) {
  Conversation *c;
  unsigned count = 0;
  for (; (c = flows_ended(f, true)); count++) {
    must(c->reason != REASON_NONE, "it ended for no reason");
    check(c);
    must(!c->streams || c->streams == &mark, "another's stream");
    dropped += c->streams != NULL;
  }
  return count;
}

static void take(Flows *f, const uint8_t *d, int64_t time) {
  static uint8_t bytes[256];
  Frame frame = {.bytes = bytes, .time = time};
  Seen seen;
  frame.length = frame.caplen = make(bytes, d);
  if (d[7] & 64) frame.caplen -= d[6] < frame.caplen ? d[6] : 0;
  stack_begin(&stack, &all, roots[d[0] & 1], &frame);
  stack_decode(&stack, NULL);
  flows_take(f, &stack, &seen);
  if (!seen.flow) return;
  check(seen.flow);
  must(seen.layer <= stack.count && seen.direction < 2, "what was seen");
  if (!(d[7] & 128) || seen.flow->streams) return;
  seen.flow->streams = &mark;
  noted++;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const uint64_t secret[2] = {3, 4};
  if (size < 3) return 0;
  Purse purse = {0};
  Allocator allocator = {purse_move, &purse};
  FlowsLimits limits = {
    .flows = 1 + data[0] % 8, .refuse = data[1] & 1,
    .bytes = data[1] & 2 ? 1u << 20 : (size_t)data[1] << 6
  };
  for (unsigned i = 0; i < IDLE_COUNT; i++)
    limits.idle[i] = (data[0] >> 3) * (i + 1);
  Flows *f = flows_new(&all, &limits, secret, &allocator);
  must(f, "no memory");
  purse.fails = purse.left = data[2] & 15;
  int64_t time = 0;
  uint64_t ended = 0;
  dropped = noted = 0;
  for (size_t at = 3; at + STEP <= size; at += STEP) {
    time += (int8_t)data[at + 5];
    take(f, data + at, time);
    must(flows_size(f) <= limits.flows, "more than the limit");
    must(flows_bytes(f) <= limits.bytes, "more bytes than the limit");
    ended += drain(f);
  }
  flows_end(f);
  ended += drain(f);
  FlowsCounts counts = flows_counts(f);
  uint64_t all_ended = 0;
  for (unsigned i = 0; i <= REASON_END; i++) all_ended += counts.ended[i];
  must(counts.begun == ended && all_ended == ended && flows_size(f) == 0,
       "counts do not add up");
  flows_free(f);
  must(dropped == noted, "streams were not dropped");
  must(purse.taken == 0, "memory was kept");
  return 0;
}
