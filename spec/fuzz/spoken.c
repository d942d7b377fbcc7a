/*
** spoken.c - libFuzzer on messages that are cut from streams: segments of
** DNS, TLS and HTTP, and of drawn bytes, in any order, where memory is short
**
** Input: limits; then six bytes for each segment, and the bytes that it draws.
*/
#include "../../src/flow/conversations.h"

#include "exercise.h"

#define STEP 6

/* Memory that is limited and counted. */
typedef struct Purse {
  size_t taken, most;
} Purse;

static void *purse_move(void *context, void *block, size_t old, size_t size) {
  Purse *purse = context;
  if (size > old && size - old > purse->most - purse->taken) return NULL;
  void *taken = NULL;
  if (size > 0) taken = realloc(block, size);
  else free(block);
  purse->taken += size - old;
  return taken;
}

static const struct {
  const char *bytes;
  uint32_t size;
} texts[] = {
#define TEXT(text) {text, sizeof text - 1}
  TEXT("\0\14\1\2\1\0\0\0\0\0\0\0\0\0\0\21\1\2\1\0\0\1\0\0\0\0\0\0\0\0\1\0\1"),
  TEXT("\26\3\1\0\4\1\0\0\3\26\3\1\0\3abc\24\3\3\0\1\1\26\3\3\0\2\1\1"),
  TEXT("GET / HTTP/1.1\r\nHost: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody"),
  TEXT("\0\1\0\2\0\3abc")
};

static unsigned root;
static ProtocolSet wanted;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  static const char *const names[] = {"dns", "tls", "http"};
  (void)argc;
  (void)argv;
  const char *wrong = protocols_init(
      &all, protocol_list, malloc(protocols_room(protocol_list)));
  must(!wrong, wrong);
  root = protocols_find(&all, "ip");
  for (unsigned i = 0; i < 3; i++) {
    unsigned p = protocols_find(&all, names[i]);
    must(messages_has(&all, p), names[i]);
    set_add(&wanted, p);
  }
  return 0;
}

/* A segment: ends and flags, where it begins, what of a text it has. */
static uint32_t make(uint8_t *out, const uint8_t *d) {
  static const uint8_t flags[] = {16, 2, 17, 4};
  static const uint16_t ports[] = {53, 443, 80, 4321};
  uint32_t text = d[0] >> 1 & 3, at = d[1] % texts[text].size;
  uint32_t size = d[2] % (texts[text].size - at + 1);
  bool back = d[0] & 1;
  uint8_t *t = out + 20;
  memset(out, 0, 40);
  out[0] = 0x45;
  out[3] = (uint8_t)(40 + size);
  out[9] = 6;
  out[15] = 1 + back;
  out[19] = 2 - back;
  t[back ? 0 : 2] = (uint8_t)(ports[d[0] >> 3 & 3] >> 8);
  t[back ? 1 : 3] = (uint8_t)ports[d[0] >> 3 & 3];
  t[7] = d[1];
  t[11] = d[3];
  t[12] = 0x50;
  t[13] = d[4] & 16 ? 16 : flags[d[4] & 3];
  memcpy(t + 20, texts[text].bytes + at, size);
  if (d[4] & 32 && size > 0) t[20 + d[5] % size] = d[3];
  return 40 + size;
}

/* Hands over what there is. Returns how many messages that were. */
static uint64_t drain(Conversations *c) {
  const Delivery *d;
  uint64_t count = 0;
  while ((d = conversations_next(c))) {
    must(d->message == 40 && d->frame.caplen > 40, "no message");
    must(set_has(&wanted, d->spoken), "of no wanted protocol");
    must(d->frame.caplen <= 40 + CUTTER_MAX, "too long");
    must(d->parts > 0, "of no segment");
    for (uint32_t i = 0; i < d->frame.caplen; i++) sum ^= d->bytes[i];
    count++;
  }
  return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const uint64_t secret[2] = {3, 4};
  static uint8_t bytes[512];
  if (size < 2) return 0;
  Purse purse = {.most = SIZE_MAX};
  Allocator allocator = {purse_move, &purse};
  FlowsLimits flows = {.flows = 4, .bytes = 1 << 20};
  MessagesLimits limits = {.early = data[0], .bytes = (size_t)data[0] << 4};
  Conversations *c = conversations_new(&all, &allocator);
  must(c, "no memory");
  for (unsigned i = 0; i < IDLE_COUNT; i++) flows.idle[i] = INT64_MAX / 2;
  c->flows = flows_new(&all, &flows, secret, &allocator);
  must(c->flows && conversations_speak(c, &limits), "no memory");
  c->speaks = true;
  messages_want(c->messages, &all, &wanted);
  if (data[1]) purse.most = purse.taken + ((size_t)data[1] << 4);
  uint64_t whole = 0;
  for (size_t at = 2; at + STEP <= size; at += STEP) {
    Frame frame = {.bytes = bytes, .time = (int64_t)at};
    frame.length = frame.caplen = make(bytes, data + at);
    if (data[at + 4] & 64) frame.caplen -= data[at + 5] % 8;
    stack_begin(&stack, &all, root, &frame);
    stack_decode(&stack, NULL);
    conversations_listen(c, &stack, NULL);
    whole += drain(c);
  }
  conversations_end(c);
  whole += drain(c);
  MessagesCounts counts = messages_counts(c->messages);
  must(counts.whole == whole, "counts do not add up");
  conversations_free(c);
  must(purse.taken == 0, "memory was kept");
  return 0;
}
