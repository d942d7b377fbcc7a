/*
** files.c - fuzzing whole capture files: pcap, pcapng, compressed or not
**
** Each input is read as a file, from its beginning again, and as a stream: all
** of what is given has to be there, and the same each time. (Of damaged lz4,
** liblz4 may give bytes that it never wrote, which are not the same.)
*/
#define _GNU_SOURCE /* memfd_create */

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../src/io/codec.h"
#include "../../src/io/reader.h"

#define PACKETS 20000  /* of one input: what unpacks to more is long enough */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Digest {
  uint64_t packets, sum;
  char problem[256];
} Digest;

static void mix(Digest *digest, const void *bytes, size_t size) {
  const uint8_t *at = bytes;
  for (size_t i = 0; i < size; i++)
    digest->sum = (digest->sum ^ at[i]) * UINT64_C(0x100000001b3);
}

static void check(bool holds) {
  if (!holds) abort();
}

static void take(Digest *digest, const Reader *reader, const Frame *frame) {
  const Interfaces *all = reader_interfaces(reader);
  check(frame->interface <= all->count);
  check(frame->interface == 0 ||
        all->list[frame->interface - 1].link == frame->link);
  mix(digest, frame->bytes, frame->caplen);
  mix(digest, &frame->length, sizeof frame->length);
  mix(digest, &frame->time, sizeof frame->time);
  mix(digest, &frame->fcs, sizeof frame->fcs);
  if (frame->notes == NULL) return;
  check(frame->notes->direction < 4);
  if (frame->notes->comment != NULL)
    mix(digest, frame->notes->comment, frame->notes->size);
  if (frame->notes->options != NULL)
    mix(digest, frame->notes->options, frame->notes->rest);
}

/* What the file says besides its packets. */
static void take_rest(Digest *digest, const Reader *reader) {
  const Interfaces *all = reader_interfaces(reader);
  const Blocks *said = reader_blocks(reader);
  for (size_t i = 0; i < all->count; i++)
    if (all->list[i].options != NULL)
      mix(digest, all->list[i].options, all->list[i].size);
  for (size_t i = 0; i < said->count; i++)
    mix(digest, said->list[i]->bytes, said->list[i]->size);
  BlockPlace place = {0};
  NameRecord named;
  const char *text;
  size_t size;
  while (blocks_comment(said, &place, &text, &size)) mix(digest, text, size);
  place = (BlockPlace){0};
  while (blocks_name(said, &place, &named))
    mix(digest, named.name, named.size);
}

static Digest digest_of(Reader *reader) {
  Digest digest = {0};
  Frame frame;
  int n = READER_STARVED;
  while (n == READER_STARVED) n = reader_ready(reader);
  while (n != READER_FAULT && digest.packets < PACKETS) {
    n = reader_take(reader, &frame);
    if (n == READER_END) break;
    if (n != READER_FRAME) continue;
    digest.packets++;
    take(&digest, reader, &frame);
  }
  take_rest(&digest, reader);
  if (n == READER_FAULT) {
    check(reader_fault(reader)->code != NULL);
    memcpy(digest.problem, reader_fault(reader)->text, 255);
  }
  return digest;
}

static void compare(const Digest *a, const Digest *b) {
  check(a->packets == b->packets && a->sum == b->sum);
  check(strcmp(a->problem, b->problem) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  int fd = memfd_create("input", MFD_CLOEXEC);
  check(fd >= 0 && write(fd, data, size) == (ssize_t)size);
  check(lseek(fd, 0, SEEK_SET) == 0);
  Reader *reader = reader_open(fd, true, false, "input", NULL);
  Digest first = digest_of(reader);
  check(reader_rewind(reader) == 0);
  Digest again = digest_of(reader);
  bool same = size < 4 || codec_find(data) != &codec_lz4;
  if (same) compare(&first, &again);
  bool ours = strstr(first.problem, "unknown file format") == NULL;
  int copy = dup(fd);
  reader_close(reader);
  check(copy >= 0 && lseek(copy, 0, SEEK_SET) == 0);
  reader = reader_open(copy, true, true, "input", NULL);
  again = digest_of(reader);
  if (same && ours && size >= 4) compare(&first, &again);
  reader_close(reader);
  return 0;
}
