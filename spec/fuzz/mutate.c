/*
** mutate.c - the checks of core.c on frames of real captures, mutated
**
** mutate count seed file...: so many frames, the same for the same seed and
** files: bits flipped, bytes set, cut, spliced with another frame. What a
** sanitizer or a check finds is printed after the frame, in hexadecimal.
*/
#include <pcap/pcap.h>
#include <sanitizer/common_interface_defs.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/core/packet.h"

#define HEAD 2          /* what core.c takes in front of a frame */
#define FRAME_MAX 1024  /* of a frame; what is longer is cut */

typedef struct Sample {
  uint8_t *bytes;
  uint32_t size;
  uint8_t root;
  bool quotes;  /* it is an error that quotes a packet; those are few */
} Sample;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Protocols all;
static Sample *samples;
static uint32_t sample_count;
static uint8_t input[HEAD + FRAME_MAX];
static uint32_t input_size;
static uint64_t dice;

static void fail(const char *what) {
  fprintf(stderr, "mutate: %s\n", what);
  exit(2);
}

static void print_input(void) {
  fprintf(stderr, "mutate: %s ", all.known[input[0]]->protocol->name);
  for (uint32_t i = HEAD; i < input_size; i++)
    fprintf(stderr, "%02x", input[i]);
  fprintf(stderr, "\n");
}

static void aborted(int number) {
  print_input();
  signal(number, SIG_DFL);
  raise(number);
}

static uint32_t roll(uint32_t sides) {
  dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (uint32_t)(dice >> 33) % sides;
}

/* --- what there is --- */

static bool quotes(unsigned root, const uint8_t *bytes, uint32_t size) {
  const Frame frame = {.bytes = bytes, .caplen = size, .length = size};
  Stack stack;
  stack_begin(&stack, &all, root, &frame);
  stack_decode(&stack, NULL);
  return stack.quoted;
}

static void add_sample(unsigned root, const uint8_t *bytes, uint32_t size) {
  if (size > FRAME_MAX) size = FRAME_MAX;
  if (sample_count % 1024 == 0)
    samples = realloc(samples, (sample_count + 1024) * sizeof *samples);
  uint8_t *copy = malloc(size > 0 ? size : 1);
  if (!samples || !copy) fail("memory");
  memcpy(copy, bytes, size);
  samples[sample_count++] = (Sample){copy, size, (uint8_t)root,
                                      quotes(root, copy, size)};
}

/* Adds the frames of a file that can be read, if its link type has headers. */
static void load(const char *name) {
  char words[PCAP_ERRBUF_SIZE];
  struct pcap_pkthdr *header;
  const u_char *bytes;
  pcap_t *pcap = pcap_open_offline(name, words);
  if (!pcap) return;
  unsigned root = protocols_root(&all, pcap_datalink(pcap));
  while (root != PROTOCOL_NONE && pcap_next_ex(pcap, &header, &bytes) == 1)
    add_sample(root, bytes, header->caplen);
  pcap_close(pcap);
}

/* --- mutations --- */

static uint8_t *frame(void) { return input + HEAD; }

/* A place in the frame, which is not empty: mostly one in its headers. */
static uint32_t place(void) {
  uint32_t size = input_size - HEAD;
  return roll(size > 80 && roll(4) > 0 ? 80 : size);
}

static void flip(void) {
  uint32_t at = place();
  frame()[at] = (uint8_t)(frame()[at] ^ 1u << roll(8));
}

static void set(void) {
  static const uint8_t odd[] = {0, 1, 2, 4, 5, 7, 8, 15, 0x3f, 0x40, 0x45,
                                0x60, 0x7f, 0x80, 0xfe, 0xff};
  frame()[place()] = odd[roll(sizeof odd)];
}

static void cut(void) { input_size = HEAD + roll(input_size - HEAD + 1); }

/* The frame up to somewhere, and another one from somewhere on. */
static void splice(void) {
  const Sample *other = &samples[roll(sample_count)];
  uint32_t at = place();
  uint32_t from = roll((other->size > 80 ? 80 : other->size) + 1);
  uint32_t size = other->size - from;
  if (size > FRAME_MAX - at) size = FRAME_MAX - at;
  memcpy(frame() + at, other->bytes + from, size);
  input_size = HEAD + at + size;
}

/* One of all, at times the next one that quotes. */
static const Sample *pick(void) {
  uint32_t i = roll(sample_count), n = sample_count;
  if (roll(32) > 0) return &samples[i];
  while (--n > 0 && !samples[i].quotes) i = (i + 1) % sample_count;
  return &samples[i];
}

static void mutate(void) {
  const Sample *sample = pick();
  input[0] = sample->root;
  input[1] = (uint8_t)roll(256);
  memcpy(frame(), sample->bytes, sample->size);
  input_size = HEAD + sample->size;
  for (uint32_t n = 1 + roll(6); n > 0 && input_size > HEAD; n--) {
    switch (roll(8)) {
      case 0: cut(); break;
      case 1: splice(); break;
      case 2: case 3: set(); break;
      default: flip();
    }
  }
}

int main(int argc, char **argv) {
  if (argc < 4) fail("count, seed, files are missing");
  const char *wrong = protocols_init(
      &all, protocol_list, malloc(protocols_room(protocol_list)));
  if (wrong) fail(wrong);
  unsigned long count = strtoul(argv[1], NULL, 10);
  dice = strtoull(argv[2], NULL, 10);
  for (int i = 3; i < argc; i++) load(argv[i]);
  if (sample_count == 0) fail("no frames");
  __sanitizer_set_death_callback(print_input);
  signal(SIGABRT, aborted);
  LLVMFuzzerInitialize(&argc, &argv);
  for (unsigned long i = 0; i < count; i++) {
    mutate();
    LLVMFuzzerTestOneInput(input, input_size);
  }
  printf("%lu mutations of %u frames, seed %s\n", count, sample_count, argv[2]);
  for (uint32_t i = 0; i < sample_count; i++) free(samples[i].bytes);
  free(samples);
  return 0;
}
