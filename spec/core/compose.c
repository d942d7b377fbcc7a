/*
** compose.c - the core alone, on random values and random frames
**
** Each packet is composed twice, into memory that was filled with other bytes:
** one that composing forgets differs. Frames and buffers have exactly their
** size, so that a sanitizer sees every step beyond. Prints what was done.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/core/header.h"
#include "../../src/core/items.h"
#include "../../src/core/compose.h"

#define PARTS 4
#define POOL 300

static Protocols all;
static uint64_t seed = 1;
static uint8_t pool[POOL];
static unsigned long composed, refused, decoded, layers, items;

static uint32_t chance(uint32_t n) {
  seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (uint32_t)(seed >> 33) % n;
}

static int fail(const char *what, unsigned protocol) {
  fprintf(stderr, "%s: %s\n", all.known[protocol]->protocol->name, what);
  exit(1);
}

static void *exactly(size_t size) {
  void *p = malloc(size ? size : 1);
  if (!p) exit(2);
  return p;
}

/* A number that fits, one at the edge, one that exceeds. */
static uint64_t number(const Field *f) {
  switch (chance(4)) {
    case 0: return chance(10);
    case 1: return field_largest(f);
    case 2: return field_largest(f) + 1 + chance(3);
    default: return seed;
  }
}

static void set_random(const Layout *l, Value *values) {
  for (unsigned i = 0; i < l->count; i++) {
    const Field *f = &l->fields[i];
    values[i] = (Value){.set = chance(3) == 0};
    if (f->kind == KIND_UINT) values[i].number = number(f);
    values[i].size = chance(3) ? field_size(f) : chance(POOL);
    values[i].bytes = pool + chance((uint32_t)(POOL - values[i].size));
  }
}

/* A header to start from: the defaults, or whatever bytes make one. */
static void set_base(Part *p, uint8_t *memory) {
  const Known *k = all.known[p->protocol];
  uint32_t length = 0;
  for (unsigned i = 0; i < POOL; i++)
    memory[i] = (uint8_t)chance(chance(2) ? 12 : 256);
  if (chance(2)) length = layout_length(&k->layout, memory, POOL, NULL);
  p->length = length ? length : k->preset_length;
  p->base = exactly(p->length);
  memcpy((uint8_t *)p->base, length ? memory : k->preset, p->length);
  p->flags = (uint16_t)chance(4);
}

/* Composes into exactly `room` bytes, filled with `fill` before. */
static int64_t run(Part *parts, unsigned count, size_t payload, size_t room,
                   int fill, uint8_t **out) {
  unsigned part = 0, field = 0;
  *out = exactly(room);
  memset(*out, fill, room);
  int64_t written = packet_compose(&all, parts, count, pool, payload,
                                   payload / 3,
                                   *out, room, &part, &field);
  if (written < 0 ? part > count : (uint64_t)written > room)
    fail("result out of range", parts[0].protocol);
  return written;
}

static void compose(void) {
  Part parts[PARTS] = {0};
  Value values[PARTS][FIELDS_MAX];
  uint8_t memory[POOL], *a, *b;
  unsigned count = 1 + chance(PARTS);
  size_t payload = chance(POOL);
  for (unsigned i = 0; i < count; i++) {
    parts[i].protocol = (uint16_t)chance(all.count);
    set_base(&parts[i], memory);
    set_random(&all.known[parts[i].protocol]->layout, values[i]);
    if (chance(8)) parts[i].values = values[i];
  }
  size_t room = packet_room(&all, parts, count, payload);
  if (chance(8) == 0) room = chance((uint32_t)room + 1);
  int64_t n = run(parts, count, payload, room, 0xa5, &a);
  int64_t m = run(parts, count, payload, room, 0x5a, &b);
  if (n != m) fail("composed once this way, once that", parts[0].protocol);
  if (n >= 0 && memcmp(a, b, (size_t)n) != 0)
    fail("a byte was forgotten", parts[0].protocol);
  if (n >= 0) composed++;
  else refused++;
  for (unsigned i = 0; i < count; i++) free((void *)parts[i].base);
  free(a);
  free(b);
}

/* Walks a list: its items follow each other up to its end. */
static void walk(const Field *f, const Value *v) {
  ItemView view;
  uint32_t offset = 0, size = (uint32_t)v->size;
  const uint8_t *at = v->bytes;
  while (items_next(f->items, v, &offset, &view)) {
    if (view.bytes != at || view.head > view.end || view.end > view.size ||
        view.size == 0 || view.size > size - (uint32_t)(at - v->bytes) ||
        (view.item && view.item != items_kind(f->items, view.kind)))
      fail("an item outside of its list", 0);
    at += view.size;
    items++;
  }
}

/* Reads and prints every field of every layer. */
static void read_all(const Stack *s) {
  Value values[FIELDS_MAX];
  char text[40];
  for (unsigned i = 0; i < s->count; i++) {
    const Known *k = all.known[s->layers[i].protocol];
    const uint8_t *header = s->frame.bytes + s->layers[i].offset;
    for (unsigned f = 0; f < k->layout.count; f++)
      values[f].set = field_read(&k->layout, f, header, s->layers[i].length,
                                 &values[f]);
    for (unsigned f = 0; f < k->layout.count; f++)
      if (values[f].set && k->layout.fields[f].kind == KIND_ITEMS)
        walk(&k->layout.fields[f], &values[f]);
    if (header_text(k, values, text, sizeof text) > sizeof text)
      fail("text is too long", k->index);
    layers++;
  }
}

static void decode(unsigned root) {
  Stack s;
  uint32_t size = chance(200);
  uint8_t *bytes = exactly(size);
  for (uint32_t i = 0; i < size; i++)
    bytes[i] = (uint8_t)chance(chance(2) ? 12 : 256);
  Frame frame = {.bytes = bytes, .caplen = size, .length = size + chance(2)};
  stack_begin(&s, &all, root, &frame);
  stack_decode(&s, NULL);
  if (s.offset > s.end || s.end > size) fail("beyond the frame", root);
  read_all(&s);
  decoded++;
  free(bytes);
}

int main(int argc, char **argv) {
  const char *wrong = protocols_init(
      &all, protocol_list, malloc(protocols_room(protocol_list)));
  long rounds = argc > 1 ? atol(argv[1]) : 20000;
  if (wrong) {
    fprintf(stderr, "%s\n", wrong);
    return 1;
  }
  for (unsigned i = 0; i < POOL; i++) pool[i] = (uint8_t)chance(256);
  for (long i = 0; i < rounds; i++) {
    compose();
    decode((unsigned)i % all.count);
  }
  printf("composed %lu refused %lu decoded %lu layers %lu items %lu\n",
         composed, refused, decoded, layers, items);
  return 0;
}
