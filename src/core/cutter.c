/*
** cutter.c - cuts messages of a protocol from a stream of bytes
*/
#include "cutter.h"

#include <string.h>

/* --- what rows say --- */

static Count count_of(const Layout *l, const char *name) {
  RulePlace place;
  rule_place(l, name, &place);
  return (Count){place.field, place.at, place.size, place.shift};
}

/* Appends bytes that end a field to those that end a message: checks say that
** there is room (checkframing.c). */
static void add_end(Cutter *c, const Field *f) {
  memcpy(c->end + c->end_size, f->ended, f->endsize);
  c->end_size = (uint8_t)(c->end_size + f->endsize);
}

static void init_end(Cutter *c, const Field *f) {
  const Field *row = f->items ? f->items->head : NULL;
  while (row && row[1].name) row++;
  if (row) add_end(c, row);
  add_end(c, f);
}

/* Items, one of which is a message. */
static void init_items(Cutter *c, const Layout *l, const Framing *framing) {
  const Items *items = l->fields[0].items;
  Layout head;
  layout_init(&head, items->head);
  c->kind = count_of(&head, "kind");
  c->head = rows_size(items->head);
  c->fixed = items->whole ? 0 : c->head;
  if (framing->upto) c->upto = items_named(items, framing->upto)->kind;
  if (!framing->joined) return;
  const Item *joined = items_named(items, framing->joined);
  const Items *inner = joined->fields[0].items;
  c->joined = joined->kind;
  layout_init(&head, inner->head);
  c->inner = count_of(&head, "length");
  c->inner_head = rows_size(inner->head);
  c->inner_fixed = inner->whole ? 0 : c->inner_head;
}

bool cutter_init(Cutter *c, const Known *k) {
  const Protocol *p = k->protocol;
  const Layout *l = &k->layout;
  *c = (Cutter){.known = k, .prefix = k->prefix, .joined = -1, .upto = -1,
                .tested = k->guards > 0 || p->begins};
  if (c->prefix > 0) return true;
  if (!p->framing.field) return false;
  Count count = count_of(l, p->framing.field);
  if (count.field->kind != KIND_UINT) {
    init_end(c, count.field);
    return true;
  }
  c->length = count;
  c->fixed = p->framing.header ? 0 : l->fixed;
  c->head = l->fixed;
  if (strchr(p->framing.field, '.')) init_items(c, l, &p->framing);
  return true;
}

/* --- lengths --- */

static uint64_t read_count(const Count *c, const uint8_t *bytes) {
  const Field *f = c->field;
  uint64_t n = 0;
  for (unsigned i = 0; i < c->size; i++) n = n << 8 | bytes[c->at + i];
  n = n >> c->shift & ((UINT64_C(1) << f->width) - 1);
  return n * (f->scale ? f->scale : 1) + f->plus;
}

/* The bytes of what begins there, its head included; 0: not known yet. */
static uint64_t read_length(const Cutter *c, const uint8_t *bytes,
                            uint32_t size) {
  if (size < c->head) return 0;
  uint64_t length = read_count(&c->length, bytes) + c->fixed;
  return length < c->head ? UINT64_MAX : length;
}

/* The same with a prefix. */
static uint64_t read_prefixed(const Cutter *c, const uint8_t *bytes,
                              uint32_t size) {
  uint64_t n = 0;
  if (size < c->prefix) return 0;
  for (unsigned i = 0; i < c->prefix; i++) n = n << 8 | bytes[i];
  return n < c->known->layout.fixed || n == 0 ? UINT64_MAX : n + c->prefix;
}

static CutResult take(uint64_t needed, uint32_t size, uint32_t *length) {
  if (needed > CUTTER_MAX) return CUT_OTHER;
  if (needed == 0 || needed > size) return CUT_MORE;
  *length = (uint32_t)needed;
  return CUT_WHOLE;
}

static CutResult look_end(const Cutter *c, Cut *cut, const uint8_t *bytes,
                          uint32_t size, uint32_t *length) {
  const Protocol *p = c->known->protocol;
  for (uint32_t at = cut->seen; at + c->end_size <= size; at++) {
    if (bytes[at] != c->end[0] || memcmp(bytes + at, c->end, c->end_size) != 0)
      continue;
    *length = at + c->end_size;
    if (*length > CUTTER_MAX || (p->is && !p->is(bytes, *length)))
      return CUT_OTHER;
    return CUT_WHOLE;
  }
  if (size > CUTTER_MAX) return CUT_OTHER;
  if (size >= c->end_size) cut->seen = size - c->end_size + 1;
  return CUT_MORE;
}

/*
** Takes the data of one item of those that carry messages. True: the last of
** these ends with it. False where one that cannot be so long begins, too:
** *odd becomes true.
*/
static bool take_data(const Cutter *c, Cut *cut, const uint8_t *bytes,
                      uint64_t size, bool *odd) {
  while (size > 0) {
    if (cut->missing == 0) {
      cut->head[cut->head_size++] = *bytes++;
      size--;
      if (cut->head_size < c->inner_head) continue;
      uint64_t length = read_count(&c->inner, cut->head) + c->inner_fixed;
      *odd = length < c->inner_head || length > CUTTER_MAX;
      if (*odd) return false;
      cut->missing = (uint32_t)length - c->inner_head;
      cut->head_size = 0;
      continue;
    }
    uint32_t part = size < cut->missing ? (uint32_t)size : cut->missing;
    cut->missing -= part;
    bytes += part;
    size -= part;
  }
  return cut->missing == 0 && cut->head_size == 0;
}

/* Messages of a list's items, of which some are made of several. */
static CutResult look_items(const Cutter *c, Cut *cut, const uint8_t *bytes,
                            uint32_t size, uint32_t *length) {
  for (;;) {
    const uint8_t *item = bytes + cut->seen;
    uint64_t needed = read_length(c, item, size - cut->seen);
    if (needed == 0) return CUT_MORE;
    uint64_t kind = read_count(&c->kind, item);
    bool joined = c->joined >= 0 && kind == (uint64_t)c->joined && !cut->over;
    if (cut->items > 0 && (!joined || needed + cut->seen > CUTTER_MAX))
      return take(cut->seen, size, length);
    CutResult result = take(needed, size - cut->seen, length);
    if (result != CUT_WHOLE) return result;
    bool odd = false;
    bool done = !joined || take_data(c, cut, item + c->head, needed - c->head,
                                     &odd);
    cut->seen += *length;
    cut->items++;
    *length = cut->seen;
    if (c->upto >= 0 && kind == (uint64_t)c->upto) cut->over = true;
    if (done || odd) return CUT_WHOLE;
  }
}

/* False where what begins there is no message. */
static bool may_begin(const Cutter *c, const uint8_t *bytes, uint32_t size) {
  const Protocol *p = c->known->protocol;
  if (size <= c->prefix) return true;
  bytes += c->prefix;
  size -= c->prefix;
  return !known_otherwise(c->known, bytes, size) &&
         (!p->begins || p->begins(bytes, size));
}

CutResult cutter_look(const Cutter *c, Cut *cut, const uint8_t *bytes,
                      uint32_t size, uint32_t *length) {
  CutResult result;
  if (size == 0) return CUT_MORE;
  /* not again for each byte of a first line that is long */
  if ((size < 256 || size / 2 >= cut->tested) && !may_begin(c, bytes, size))
    return (*cut = (Cut){.over = cut->over}, CUT_OTHER);
  cut->tested = size;
  if (c->prefix > 0)
    result = take(read_prefixed(c, bytes, size), size, length);
  else if (c->end_size > 0) result = look_end(c, cut, bytes, size, length);
  else if (c->kind.field) result = look_items(c, cut, bytes, size, length);
  else result = take(read_length(c, bytes, size), size, length);
  if (result != CUT_MORE) *cut = (Cut){.over = cut->over};
  return result;
}

/* --- writing --- */

/* Writes one item with the data of all; false: it cannot be so long. */
static bool write_joined(const Cutter *c, const uint8_t *bytes,
                         uint32_t length, uint8_t *out, uint32_t *written) {
  const Count *count = &c->length;
  uint32_t data = c->head;
  for (uint32_t at = 0; at < length;) {
    uint32_t item = (uint32_t)read_length(c, bytes + at, length - at);
    memcpy(out + data, bytes + at + c->head, item - c->head);
    data += item - c->head;
    at += item;
  }
  memcpy(out, bytes, c->head);
  Value v = {.set = true, .number = data - c->fixed};
  if (!field_takes(count->field, v.number)) return false;
  memset(out + count->at, 0, count->size);
  row_write(count->field, &v, out, count->at * 8u,
            (count->at + count->size) * 8u);
  *written = data;
  return !known_otherwise(c->known, out, data);
}

uint32_t cutter_write(const Cutter *c, const uint8_t *bytes, uint32_t length,
                      uint8_t *out) {
  uint32_t written = length;
  bool several = c->kind.field && read_length(c, bytes, length) < length;
  if (!several || !write_joined(c, bytes, length, out, &written)) {
    memcpy(out, bytes, length);
    return length;
  }
  return written;
}

bool cutter_takes(const Cutter *c, const uint8_t *bytes, uint32_t size) {
  return c->prefix == 0 && c->tested && may_begin(c, bytes, size);
}
