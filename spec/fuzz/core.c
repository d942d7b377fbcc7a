/*
** core.c - libFuzzer on the core, with the protocols that are built in
**
** Input: as exercise.h has it. With -DSEEDS it is a program that writes
** inputs made from the defaults of all protocols.
*/
#include "exercise.h"

static void initialise(void) {
  const char *wrong = protocols_init(
      &all, protocol_list, malloc(protocols_room(protocol_list)));
  must(!wrong, wrong);
}

#ifdef SEEDS

static unsigned chain[3];
static unsigned written;

static void write_seed(const char *folder, unsigned count) {
  uint8_t out[1024];
  char name[512];
  unsigned part, field;
  for (unsigned i = 0; i < count; i++) {
    const Known *k = all.known[chain[i]];
    parts[i] = (Part){.base = k->preset, .length = k->preset_length,
                      .protocol = (uint16_t)chain[i], .flags = LAYER_MADE};
  }
  out[0] = (uint8_t)chain[0];
  out[1] = 0;
  int64_t size = packet_compose(&all, parts, count, (const uint8_t *)"payload",
                                7, 0, out + HEAD, sizeof out - HEAD, &part,
                                &field);
  must(size >= 0, "the defaults do not compose");
  snprintf(name, sizeof name, "%s/%u", folder, written++);
  FILE *file = fopen(name, "wb");
  must(file && fwrite(out, (size_t)size + HEAD, 1, file) == 1 &&
           fclose(file) == 0, "cannot write a seed");
}

static void extend(const char *folder, unsigned count) {
  uint64_t number;
  write_seed(folder, count);
  if (count == 3) return;
  for (unsigned i = 0; i < all.count; i++) {
    const Known *k = all.known[i];
    if (!protocols_number(&all, chain[count - 1], i, k->preset,
                          k->preset_length, &number))
      continue;
    chain[count] = i;
    extend(folder, count + 1);
  }
}

int main(int argc, char **argv) {
  must(argc == 2, "a folder is missing");
  initialise();
  for (unsigned i = 0; i < all.count; i++) {
    chain[0] = i;
    extend(argv[1], 1);
  }
  return 0;
}

#else

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc;
  (void)argv;
  initialise();
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  exercise(data, size);
  return 0;
}

#endif
