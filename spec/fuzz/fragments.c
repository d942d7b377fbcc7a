/*
** fragments.c - libFuzzer on fragments: drawn ones of IPv4 and IPv6, in any
** order and size, which overlap, contradict each other and are cut
**
** Input: how bytes count that overlap and how much memory there is; then six
** bytes for each fragment.
*/
#include "exercise.h"

#include "../../src/flow/fragments.h"

#define STEP 6

/* Memory that is counted. */
typedef struct Purse {
  size_t taken;
} Purse;

static void *purse_move(void *context, void *block, size_t old, size_t size) {
  Purse *purse = context;
  purse->taken += size - old;
  if (size > 0) return realloc(block, size);
  free(block);
  return NULL;
}

static unsigned root;
static Deliveries queue;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc;
  (void)argv;
  const char *wrong = protocols_init(
      &all, protocol_list, malloc(protocols_room(protocol_list)));
  must(!wrong, wrong);
  root = protocols_find(&all, "ip");
  return 0;
}

static void put_word(uint8_t *at, unsigned word) {
  at[0] = (uint8_t)(word >> 8);
  at[1] = (uint8_t)word;
}

/* A fragment of one of four datagrams, with `size` bytes; its frame's size. */
static uint32_t make(uint8_t *out, const uint8_t *d, uint32_t size) {
  bool six = d[0] & 1;
  uint32_t head = six ? 48 : 20;
  unsigned place = (unsigned)(d[2] << 8 | d[3]) & 0x1fff;
  if (d[0] & 16) place %= 32;
  memset(out, 0, head);
  memset(out + head, d[5], size);
  if (six) {
    out[0] = 0x60;
    put_word(out + 4, 8 + size);
    out[6] = 44;
    out[40] = d[0] & 8 ? 17 : 253;
    put_word(out + 42, place << 3 | (d[0] & 2u) >> 1);
    out[47] = d[1] & 3;
  } else {
    out[0] = 0x45;
    put_word(out + 2, head + size);
    put_word(out + 6, place | (d[0] & 2u) << 12);
    out[5] = d[1] & 3;
    out[9] = d[0] & 8 ? 17 : 253;
  }
  return head + size;
}

/* A whole datagram is no fragment, and decodes. */
static void check_whole(const Fragments *f, const Frame *whole) {
  stack_begin(&again, &all, root, whole);
  stack_decode(&again, NULL);
  check_stack(&again);
  must(again.count > 0 && again.layers[0].offset == 0, "no datagram");
  must(fragments_layer(f, &again) == again.count, "a fragment was left");
  for (uint32_t i = 0; i < whole->caplen; i++)
    sum = (uint8_t)(sum + whole->bytes[i]);
}

static void check_queue(const Fragments *f) {
  const Delivery *d;
  while ((d = deliveries_next(&queue))) {
    must(d->from <= d->frame.caplen, "a header of others begins behind all");
    if (d->parts > 0) {
      check_whole(f, &d->frame);
      continue;
    }
    must(d->problem && d->where < d->frame.caplen, "what was lost");
    for (uint32_t i = 0; i < d->frame.caplen; i++)
      sum = (uint8_t)(sum + d->frame.bytes[i]);
  }
}

static void take(Fragments *f, const uint8_t *d, int64_t time) {
  static uint8_t bytes[48 + 2048];
  uint32_t size = (unsigned)(d[4] << 3);
  if (d[0] & 4) size -= size ? d[5] & 7 : 0;
  Frame frame = {.bytes = bytes, .time = time};
  frame.length = frame.caplen = make(bytes, d, size);
  if (d[0] & 32) frame.caplen -= d[1] >> 2 < size ? d[1] >> 2 : 0;
  stack_begin(&stack, &all, root, &frame);
  stack_decode(&stack, NULL);
  unsigned layer = fragments_layer(f, &stack);
  if (layer == stack.count) return;
  fragments_take(f, &stack, layer, 0);
  check_queue(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const uint64_t secret[2] = {3, 4};
  if (size < 2) return 0;
  Purse purse = {0};
  Allocator allocator = {purse_move, &purse};
  FragmentsLimits limits = {
    .timeout = 1000, .datagrams = 1 + data[0] % 8,
    .bytes = data[1] & 1 ? 1u << 20 : (size_t)data[1] << 8,
    .overlap = data[0] & 128 ? OVERLAP_LAST : OVERLAP_FIRST
  };
  deliveries_init(&queue, &allocator);
  Fragments *f = fragments_new(&all, &limits, secret, &queue);
  must(f, "no memory");
  int64_t time = 0;
  size_t own = purse.taken;
  for (size_t at = 2; at + STEP <= size; at += STEP) {
    time += data[at] & 64 ? data[at + 1] : 1;
    take(f, data + at, time);
    must(fragments_bytes(f) <= limits.bytes, "more than the limit");
  }
  fragments_end(f);
  check_queue(f);
  must(purse.taken - own == fragments_bytes(f), "bytes are miscounted");
  fragments_free(f);
  must(purse.taken == 0, "memory was kept");
  return 0;
}
