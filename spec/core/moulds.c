/*
** moulds.c - random frames, decoded with moulds and header by header
**
** Prints how many frames had each mould. A decoding that differs is printed,
** and the exit status is 1.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/core/mould.h"

#define BYTES 160

static Protocols all, plain;
static uint64_t state = 1;

static uint32_t draw(uint32_t below) {
  state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (uint32_t)(state >> 33) % below;
}

/* Bytes that have a mould, or nearly so. */
static uint32_t draw_frame(uint8_t *bytes, const Mould *mould) {
  uint32_t size = draw(4) == 0 ? draw(BYTES) : mould->size + draw(40);
  for (unsigned i = 0; i < BYTES; i++) bytes[i] = (uint8_t)draw(256);
  for (unsigned i = 0; i < mould->words; i++) {
    const MouldWord *word = &mould->word[i];
    uint64_t found;
    memcpy(&found, bytes + word->at, sizeof found);
    found = (found & ~word->mask) | word->value;
    memcpy(bytes + word->at, &found, sizeof found);
  }
  for (unsigned i = 0; i < mould->extents; i++) {
    const MouldExtent *e = &mould->extent[i];
    uint32_t left = size > e->begin ? size - e->begin : 0;
    uint32_t extent = left - (draw(2) ? draw(8) : 0) + (draw(16) == 0);
    if (draw(16) == 0) extent = draw(48);
    else if (extent >= e->more) extent -= e->more;
    bytes[e->at] = (uint8_t)(extent >> 8);
    bytes[e->at + 1] = (uint8_t)extent;
  }
  for (uint32_t n = draw(3); n > 0; n--)
    bytes[draw(mould->size)] ^= (uint8_t)(1u << draw(8));
  return size;
}

static bool same_layers(const Stack *a, const Stack *b) {
  for (unsigned i = 0; i < a->count; i++)
    if (a->layers[i].offset != b->layers[i].offset ||
        a->layers[i].length != b->layers[i].length ||
        a->layers[i].protocol != b->layers[i].protocol ||
        a->layers[i].flags != b->layers[i].flags)
      return false;
  return true;
}

/* Every field of the layers, and all else that decoding finds out. */
static bool same(const Stack *a, const Stack *b) {
  return a->count == b->count && same_layers(a, b) && a->offset == b->offset &&
         a->end == b->end && a->next == b->next && a->root == b->root &&
         a->problem == b->problem &&
         (!a->problem || (a->culprit == b->culprit && a->where == b->where)) &&
         a->partial == b->partial && a->ended == b->ended &&
         a->quoted == b->quoted && a->quote == b->quote &&
         a->sides == b->sides && a->framed == b->framed &&
         a->message == b->message;
}

/* The protocols that a handler of one is interested in; every fourth time of
** all. */
static const uint8_t *draw_interest(uint8_t *interest, const Mould *mould) {
  if (draw(4) == 0) return NULL;
  memset(interest, 0, PROTOCOLS_MAX);
  unsigned protocol = draw(4) == 0
    ? draw(all.count) : mould->layers[draw(mould->count)].protocol;
  interest_add(interest, &all, protocol);
  return interest;
}

static int differ(const uint8_t *bytes, uint32_t size, const Stack *a,
                  const Stack *b) {
  for (uint32_t i = 0; i < size; i++) printf("%02x", bytes[i]);
  printf("\ncount %u %u, offset %u %u, end %u %u, next %u %u\n", a->count,
         b->count, a->offset, b->offset, a->end, b->end, a->next, b->next);
  return 1;
}

int main(int argc, char **argv) {
  static Stack with, without;
  static unsigned taken[MOULDS_MAX];
  uint32_t rounds = argc > 1 ? (uint32_t)atoi(argv[1]) : 100000;
  const char *wrong = protocols_init(&all, protocol_list,
                                     malloc(protocols_room(protocol_list)));
  if (wrong) return puts(wrong), 1;
  plain = all;
  plain.moulds = 0;
  unsigned root = protocols_find(&all, "ethernet");
  for (uint32_t n = 0; n < rounds; n++) {
    uint8_t interest[PROTOCOLS_MAX], bytes[BYTES];
    const Mould *mould = &all.mould[n % all.moulds];
    uint32_t size = draw_frame(bytes, mould);
    uint8_t *own = malloc(size + 1);  /* so that reading too far is noticed */
    memcpy(own, bytes, size);
    Frame frame = {.bytes = own, .caplen = size,
                   .length = size + (draw(8) == 0 ? draw(40) : 0)};
    const uint8_t *wanted = draw_interest(interest, mould);
    unsigned found = 0;
    stack_begin(&with, &all, root, &frame);
    mould_take(&with, NULL, &found);
    taken[n % all.moulds] += with.count > 0;
    stack_begin(&with, &all, root, &frame);
    stack_begin(&without, &plain, root, &frame);
    bool a = stack_decode(&with, wanted), b = stack_decode(&without, wanted);
    if (a != b || !same(&with, &without))
      return differ(own, size, &with, &without);
    stack_decode(&with, NULL);
    stack_decode(&without, NULL);
    if (!same(&with, &without)) return differ(own, size, &with, &without);
    free(own);
  }
  for (unsigned i = 0; i < all.moulds; i++) printf("%u\n", taken[i]);
  return 0;
}
