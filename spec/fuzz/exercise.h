/*
** exercise.h - what holds of protocols and a frame, whatever they are: decodes,
** reads, prints and composes
**
** Input: a byte that chooses the first protocol, one that chooses interest and
** how the frame was cut, the frame.
*/
#ifndef PYCAP_EXERCISE_H
#define PYCAP_EXERCISE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/core/compose.h"
#include "../../src/core/cutter.h"
#include "../../src/core/header.h"
#include "../../src/core/items.h"

#define HEAD 2  /* bytes of an input before its frame */

static Protocols all;
static Part parts[LAYERS_MAX];

static void (*describe)(void);  /* what is exercised; or NULL */

static void must(bool holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "exercise: %s\n", what);
  if (describe) describe();
  abort();
}

static Stack stack, again;
static Value values[LAYERS_MAX][FIELDS_MAX];
static uint64_t dice;
static volatile uint8_t sum;  /* so that reading is not optimised away */

static uint32_t roll(uint32_t sides) {
  dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (uint32_t)(dice >> 33) % sides;
}

/* Layers follow each other inside of the frame. */
static void check_stack(const Stack *s) {
  uint32_t at = 0;
  must(s->count <= LAYERS_MAX && s->end <= s->frame.caplen, "stack bounds");
  for (unsigned i = 0; i < s->count; i++) {
    must(s->layers[i].protocol < all.count, "an unknown protocol");
    const Known *k = s->all->known[s->layers[i].protocol];
    if (i > 0 && s->layers[i].offset == at + k->prefix &&
        protocols_framed(s->all, s->layers[i - 1].protocol, k->index))
      at += k->prefix;
    must(s->layers[i].offset == at, "a gap between layers");
    at += s->layers[i].length;
  }
  must(at <= s->end, "layers reach beyond the payload");
}

/* Decoding that stops early finds what decoding all finds. */
static void check_interest(const Frame *frame, unsigned root, unsigned wish) {
  uint8_t interest[PROTOCOLS_MAX + 1] = {0};
  bool there = false;
  interest_add(interest, &all, wish);
  stack_begin(&again, &all, root, frame);
  bool wanted = stack_decode(&again, interest);
  for (unsigned i = 0; i < stack.count; i++)
    if (stack.layers[i].protocol == wish) there = true;
  must(wanted == there, "interest misses or invents a protocol");
  stack_decode(&again, NULL);
  must(again.count == stack.count && again.end == stack.end &&
           again.problem == stack.problem &&
           memcmp(again.layers, stack.layers,
                  stack.count * sizeof *stack.layers) == 0,
       "decoding in two steps differs");
}

static void walk(const Items *items, const Value *v);

/* The rows of an item lie in it, one after the other. */
static void walk_rows(const Field *rows, const ItemView *view, uint32_t from,
                      uint32_t to, bool all_of_it) {
  Entry e;
  Value v;
  const Field *f;
  uint8_t plain[DOMAIN_MAX];
  item_begin(&e, rows, view, from, to);
  while ((f = entry_next(&e, &v))) {
    if (f->kind == KIND_UINT) continue;
    must(v.bytes >= view->bytes + from && v.size <= to - from &&
             v.bytes + v.size <= view->bytes + to,
         "a row outside of its item");
    must(f->kind != KIND_NAME || value_domain(&v, plain) > 0,
         "a name that is none");
    if (f->kind == KIND_ITEMS) walk(f->items, &v);
  }
  must(e.offset <= e.end, "rows outside of their item");
  if (all_of_it && !view->item) return;
  if (all_of_it) must(entry_whole(&e), "an item that is not whole");
}

/* The items of a list follow each other up to its end. */
static void walk(const Items *items, const Value *v) {
  ItemView view;
  uint32_t offset = 0, at = 0;
  while (items_next(items, v, &offset, &view)) {
    must(view.bytes == v->bytes + at, "a gap between items");
    must(view.head <= view.end && view.end <= view.size && view.size > 0 &&
             view.size <= v->size - at && offset == at + view.size,
         "an item outside of its list");
    must(!view.item || view.item == items_kind(items, view.kind),
         "an item of another kind");
    if (view.head > 0 && (items->plain || !items_bare(items, view.kind)))
      walk_rows(items->head, &view, 0, view.head, true);
    if (view.fits && view.item->fields)
      walk_rows(view.item->fields, &view, view.head, view.end,
                !view.item->each);
    for (uint32_t b = 0; b < view.size; b++)
      sum = (uint8_t)(sum ^ view.bytes[b]);
    at += view.size;
  }
}

/* A list is passed by as it is walked. */
static void check_stride(const Layout *l, unsigned field, const Value *list) {
  const Stride *s = &l->at[field].stride;
  unsigned pointer = 0;
  for (uint64_t count = 0; s->size > 0 && count < 6; count++) {
    uint64_t walked = 0, passed = 0;
    uint32_t at = (uint32_t)list->number;
    int64_t span = items_span(&l->fields[field], list, count, &walked);
    uint32_t end = items_pass(s, list->bytes - at, at,
                              at + (uint32_t)list->size, count, &passed,
                              &pointer);
    must(span == end - at && walked == passed, "a list of two sizes");
  }
}

/* What is computed from a header lies in it, or in `text`, or is constant. */
static void read_computed(const Protocol *p, const uint8_t *header,
                          uint32_t length) {
  char text[COMPUTED_MAX + 1];
  Value v;
  for (const Computed *c = p->computed; c && c->name; c++) {
    text[COMPUTED_MAX] = 0x5a;
    if (!c->read(header, length, text, &v)) continue;
    must(v.size <= (v.bytes == (uint8_t *)text ? COMPUTED_MAX : UINT16_MAX),
         "a text that is too long");
    must(text[COMPUTED_MAX] == 0x5a, "a text beyond its end");
    for (size_t b = 0; b < v.size; b++) sum = (uint8_t)(sum ^ v.bytes[b]);
  }
}

static void read_layer(unsigned i) {
  const Layer *layer = &stack.layers[i];
  const Known *k = all.known[layer->protocol];
  const uint8_t *header = stack.frame.bytes + layer->offset;
  char text[1024], field[FIELD_TEXT_MAX];
  uint8_t plain[DOMAIN_MAX];
  for (unsigned f = 0; f < k->layout.count; f++) {
    const Field *row = &k->layout.fields[f];
    Value *v = &values[i][f];
    *v = (Value){0};
    v->set = field_read(&k->layout, f, header, layer->length, v);
    if (!v->set) continue;
    if (row->kind == KIND_UINT) {
      must(v->number <= field_largest(row), "a number beyond its field");
    } else {
      must(v->bytes >= header && v->size <= layer->length &&
               v->bytes + v->size <= header + layer->length,
           "a field outside of its header");
      for (size_t b = 0; b < v->size; b++) sum = (uint8_t)(sum ^ v->bytes[b]);
    }
    if (row->kind == KIND_ITEMS) {
      walk(row->items, v);
      check_stride(&k->layout, f, v);
    }
    must(row->kind != KIND_NAME || value_domain(v, plain) > 0,
         "a name that is none");
    must(field_text(row, v, field) <= sizeof field, "a field's text");
  }
  read_computed(k->protocol, header, layer->length);
  must(header_text(k, values[i], text, sizeof text) <= sizeof text, "text");
  must(header_text(k, values[i], text, 5) <= 5, "text that was cut");
}

/* Composes the parts; what comes out decodes, whatever it is. */
static int64_t compose(const uint8_t *payload, size_t size, size_t trailing,
                       uint8_t **out) {
  unsigned part, field;
  size_t room = packet_room(&all, parts, stack.count, size);
  *out = malloc(room + 1);
  must(*out != NULL, "memory");
  memset(*out, 0xa5, room + 1);
  int64_t n = packet_compose(&all, parts, stack.count, payload, size,
                             trailing, *out, room, &part, &field);
  must(n >= -1 && n <= (int64_t)room, "more than there is room for");
  must((*out)[room] == 0xa5, "written beyond the room");
  return n;
}

static void check_identity(bool assigned) {
  uint8_t *out;
  const uint8_t *bytes = stack.frame.bytes;
  uint32_t body = 0, size = stack.frame.caplen;
  const Decoded from = {bytes, size, stack.frame.length, stack.layers,
                        stack.count};
  for (unsigned i = 0; i < stack.count; i++) {
    const Layer *l = &stack.layers[i];
    parts[i] = (Part){.base = bytes + l->offset, .length = l->length,
                      .protocol = l->protocol, .flags = l->flags,
                      .values = assigned ? values[i] : NULL};
    part_origin(&all, &from, stack.end, i, &parts[i]);
    checksum_judge(&all, &from, i);
    body = l->offset + l->length;
  }
  int64_t n = compose(bytes + body, size - body, size - stack.end, &out);
  must(n == size, "what was decoded composes to another length");
  must(memcmp(out, bytes, size) == 0,
       assigned ? "what was assigned as read composes to other bytes"
                : "what was decoded composes to other bytes");
  free(out);
}

/* A value that the type of the field takes. */
static Value invent(const Field *row, const uint8_t *noise, size_t size) {
  Value v = {0};
  unsigned scale = row->scale ? row->scale : 1;
  v.set = true;
  if (row->time)
    v.number = (uint64_t)roll(1u << 31) << 33 | roll(1u << 31);
  else if (row->kind == KIND_UINT)
    v.number = row->plus + ((uint64_t)roll(1u << 31) << 31 | roll(1u << 31)) %
               ((field_largest(row) - row->plus) / scale + 1) * scale;
  v.bytes = noise;
  v.size = field_size(row);
  if ((row->sized || row->width == 0) && roll(3) == 0) v.size = roll(64);
  if (v.size > size) v.size = 0;
  return v;
}

static void check_forgery(const uint8_t *noise, size_t size) {
  uint8_t *out;
  bool made = roll(2);
  const Decoded from = {stack.frame.bytes, stack.frame.caplen,
                        stack.frame.length, stack.layers, stack.count};
  for (unsigned i = 0; i < stack.count; i++) {
    const Layer *l = &stack.layers[i];
    const Known *k = all.known[l->protocol];
    for (unsigned f = 0; f < k->layout.count; f++) {
      values[i][f].set = false;
      if (roll(4) == 0)
        values[i][f] = invent(&k->layout.fields[f], noise, size);
    }
    parts[i] = (Part){.base = made ? k->preset : stack.frame.bytes + l->offset,
                      .length = made ? k->preset_length : l->length,
                      .protocol = l->protocol,
                      .flags = made ? LAYER_MADE : l->flags};
    if (roll(2)) parts[i].values = values[i];
    else parts[i].set = BIT(roll(FIELDS_MAX)) | BIT(roll(FIELDS_MAX));
    if (!made) part_origin(&all, &from, stack.end, i, &parts[i]);
  }
  int64_t n = compose(noise, size > 8 ? roll(8) : 0, 0, &out);
  if (n >= 0) {
    Frame frame = {.bytes = out, .caplen = (uint32_t)n,
                   .length = (uint32_t)n};
    stack_begin(&again, &all, stack.root, &frame);
    stack_decode(&again, NULL);
    check_stack(&again);
  }
  free(out);
}

/* Cuts a message from bytes that come `step` at a time: its length, 0: none. */
static uint32_t cut_one(const Cutter *c, Cut *cut, const uint8_t *bytes,
                        uint32_t size, uint32_t step) {
  uint32_t length = 0;
  for (uint32_t there = step; there < size + step; there += step) {
    uint32_t n = there < size ? there : size;
    CutResult result = cutter_look(c, cut, bytes, n, &length);
    if (result == CUT_OTHER) return 0;
    if (result == CUT_WHOLE) {
      must(length > 0 && length <= n, "a message beyond what is there");
      return length;
    }
  }
  return 0;
}

/* The same messages are cut however the bytes come. */
static void check_cutter(unsigned protocol, const uint8_t *bytes,
                         uint32_t size) {
  Cutter c;
  Cut one = {0}, other = {0};
  uint8_t *out = malloc(size + 1);
  must(out != NULL, "memory");
  for (uint32_t at = 0; cutter_init(&c, all.known[protocol]) && at < size;) {
    uint32_t length = cut_one(&c, &one, bytes + at, size - at, size);
    must(cut_one(&c, &other, bytes + at, size - at, 1 + roll(7)) == length,
         "messages differ by how the bytes come");
    if (length == 0) break;
    must(cutter_write(&c, bytes + at, length, out) <= length, "a long message");
    at += length;
  }
  free(out);
}

static inline void exercise(const uint8_t *data, size_t size) {
  if (size < HEAD) return;
  unsigned root = data[0] % all.count;
  size_t caplen = size - HEAD;
  uint8_t *bytes = malloc(caplen > 0 ? caplen : 1);  /* guarded on both sides */
  must(bytes != NULL, "memory");
  memcpy(bytes, data + HEAD, caplen);
  Frame frame = {.bytes = bytes, .caplen = (uint32_t)caplen,
                 .length = (uint32_t)caplen + (data[1] & 0x80 ? 100u : 0u)};
  dice = 0;
  for (size_t i = 0; i < size; i++) dice = dice * 31 + data[i];
  stack_begin(&stack, &all, root, &frame);
  must(!stack_decode(&stack, NULL), "wanted without interest");
  check_stack(&stack);
  check_interest(&frame, root, (data[1] & 0x7f) % all.count);
  for (unsigned i = 0; i < stack.count; i++) read_layer(i);
  check_cutter((data[1] & 0x7f) % all.count, bytes, frame.caplen);
  for (unsigned i = 0; i < stack.count; i++)
    check_cutter(stack.layers[i].protocol, bytes + stack.layers[i].offset,
                 frame.caplen - stack.layers[i].offset);
  check_identity(false);
  check_identity(true);
  check_forgery(bytes, caplen);
  free(bytes);
}

#endif
