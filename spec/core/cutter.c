/*
** cutter.c - the messages of a protocol in a stream
**
** cutter PROTOCOL: reads lines, each a piece of the stream in hexadecimal.
** Prints for each message that is whole how many bytes of the stream it takes
** and its own bytes; "other" where no message begins, with which all that came
** is dropped; at the end how many bytes are left.
*/
#include <stdio.h>
#include <stdlib.h>

#include "../../src/core/cutter.h"

static Protocols all;
static uint8_t stream[1 << 20], message[CUTTER_MAX];
static uint32_t size;

/* Drops what the front of the stream has. */
static void drop(uint32_t count) {
  size -= count;
  memmove(stream, stream + count, size);
}

static void look(const Cutter *c, Cut *cut) {
  uint32_t length = 0;
  for (;;) {
    CutResult result = cutter_look(c, cut, stream, size, &length);
    if (result == CUT_MORE) return;
    if (result == CUT_OTHER) {
      puts("other");
      drop(size);
      return;
    }
    uint32_t n = cutter_write(c, stream, length, message);
    printf("%u ", length);
    for (uint32_t i = 0; i < n; i++) printf("%02x", message[i]);
    puts("");
    drop(length);
  }
}

int main(int argc, char **argv) {
  static char line[2 << 20];
  Cutter cutter;
  Cut cut = {0};
  const char *wrong = protocols_init(
      &all, protocol_list, malloc(protocols_room(protocol_list)));
  unsigned protocol = argc > 1 ? protocols_find(&all, argv[1]) : PROTOCOL_NONE;
  if (wrong || protocol == PROTOCOL_NONE ||
      !cutter_init(&cutter, all.known[protocol]))
    return puts("no such messages"), 0;
  while (fgets(line, sizeof line, stdin)) {
    for (const char *at = line; at[0] != '\n' && at[1]; at += 2) {
      unsigned byte;
      if (sscanf(at, "%2x", &byte) == 1) stream[size++] = (uint8_t)byte;
    }
    look(&cutter, &cut);
  }
  printf("%u left\n", size);
  return 0;
}
