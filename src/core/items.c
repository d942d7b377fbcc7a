/*
** items.c - lists of options and their like, and of rows that repeat
*/
#include "items.h"

#include <string.h>

const Item *items_kind(const Items *items, uint32_t kind) {
  for (const Item *item = items->known; item && item->name; item++)
    if (item->kind == kind) return item;
  return NULL;
}

const Item *items_named(const Items *items, const char *name) {
  for (const Item *item = items->known; item && item->name; item++)
    if (strcmp(item->name, name) == 0) return item;
  return NULL;
}

const Field *rows_find(const Field *rows, const char *name) {
  for (; rows && rows->name; rows++)
    if (strcmp(rows->name, name) == 0) return rows;
  return NULL;
}

uint32_t rows_size(const Field *rows) {
  uint32_t bits = 0;
  for (; rows && rows->name; rows++) bits += rows->width;
  return bits / 8;
}

bool field_named(const Field *f) {
  if (f->kind == KIND_NAME) return true;
  if (!f->items) return false;
  for (const Item *i = f->items->known; i && i->name; i++)
    if (rows_named(i->fields) || rows_named(i->each)) return true;
  return rows_named(f->items->head);
}

bool rows_named(const Field *rows) {
  for (; rows && rows->name; rows++)
    if (field_named(rows)) return true;
  return false;
}

bool row_follows(const Field *rows, const Field *row) {
  for (; rows->name; rows++)
    if (rows->sized && field_named(rows) &&
        strcmp(rows->sized, row->name) == 0)
      return true;
  return false;
}

bool item_named(const ItemView *view) {
  return view->fits && view->item &&
         (rows_named(view->item->fields) || rows_named(view->item->each));
}

static uint32_t missing(uint64_t size, uint32_t multiple) {
  uint32_t over = multiple ? (uint32_t)(size % multiple) : 0;
  return over ? multiple - over : 0;
}

uint32_t items_aligned(const Items *items, uint64_t size) {
  return missing(size, items->align);
}

uint32_t items_padded(const Items *items, uint64_t size) {
  return missing(size + items->lead, items->pad);
}

static bool is_padding(const Items *items, const uint8_t *list, uint32_t size,
                       uint32_t offset) {
  if (items_padded(items, offset) != size - offset) return false;
  while (offset < size)
    if (list[offset++] != 0) return false;
  return true;
}

bool item_fits(const ItemView *view) {
  Entry e;
  const Item *item = view->item;
  uint32_t each = rows_size(item->each);
  if (!item->fields && !item->each) return true;
  uint32_t begin = view->head, end = view->end;
  if (item->fields) {
    item_begin(&e, item->fields, view, view->head, view->end);
    while (entry_skip(&e)) continue;
    if (!entry_whole(&e) || e.offset % 8 != 0) return false;
    begin = item_at(&e, view);
  }
  return each > 0 ? (end - begin) % each == 0 : begin == end;
}

/* What a head says. */
typedef struct Head {
  uint64_t kind, length, tail;
} Head;

static inline bool is_word(const char *name, const char *word) {
  return name[0] == word[0] && strcmp(name, word) == 0;
}

/* Notes a number of a head, which begins at a bit of a message. */
static void note(const Items *items, const Field *f, const uint8_t *message,
                 uint64_t offset, Head *head) {
  Value v;
  bool kind = is_word(f->name, "kind"), length = is_word(f->name, "length");
  if (!kind && !length && !(items->tail && is_word(f->name, items->tail)))
    return;
  row_read(f, message, offset, f->width, &v);
  *(kind ? &head->kind : length ? &head->length : &head->tail) = v.number;
}

/* True for a name, with or without pointers, that is always there. */
static bool is_name(const Field *f) {
  return f->kind == KIND_NAME && !f->when.field && !f->optional && !f->alone;
}

/*
** Reads a head of at most `left` bytes that is rows of fixed width and names.
** False: it is something else, or not whole.
*/
static bool read_simple(const Items *items, uint32_t left, ItemView *view,
                        Head *head) {
  const uint8_t *message = view->bytes - view->base;
  uint64_t offset = (uint64_t)view->base * 8, end = offset + left * 8ull;
  for (const Field *f = items->head; f->name; f++) {
    uint64_t bits = f->width;
    if (is_name(f)) {
      int taken = domain_span(message, (uint32_t)(offset / 8),
                              (uint32_t)(end / 8));
      if (taken < 0) return false;
      bits = (uint64_t)taken * 8;
    } else if (!row_fixed(f) || bits > end - offset) {
      return false;
    } else if (!items->plain && f->kind == KIND_UINT) {
      note(items, f, message, offset, head);
    }
    offset += bits;
  }
  view->head = (uint32_t)(offset / 8) - view->base;
  return view->head > 0;
}

/* The same of any head. */
static bool read_head(const Items *items, uint32_t left, ItemView *view,
                      Head *head) {
  Entry e;
  const Field *f;
  item_begin(&e, items->head, view, 0, left);
  while ((f = entry_skip(&e)))
    if (!items->plain && f->kind == KIND_UINT)
      note(items, f, e.message, e.places[f - e.first], head);
  view->head = (uint32_t)(e.offset / 8) - view->base;
  return entry_whole(&e) && view->head > 0;
}

/* Sees the item that begins a list's last `left` bytes. False: none does. */
static bool see(const Items *items, uint32_t left, ItemView *view) {
  Head head = {0};
  view->kind = view->bytes[0];
  view->head = view->end = 1;
  if ((items->bare || items->high) && items_bare(items, view->kind))
    return true;
  if (!read_simple(items, left, view, &head) &&
      !read_head(items, left, view, &head))
    return false;
  view->kind = (uint32_t)head.kind;
  view->end = view->head;
  if (items->plain) return true;
  if (!items->whole) head.length += view->head;
  if (head.length < view->head || head.length > left ||
      head.tail > left - head.length)
    return false;
  view->tail = (uint32_t)head.tail;
  view->end = (uint32_t)head.length;
  return true;
}

bool items_step(const Items *items, const Value *list, uint32_t *offset,
                ItemView *view) {
  uint32_t size = (uint32_t)list->size, left = size - *offset;
  bool ended = *offset > 0 && items->ends && view->head > 0 &&
               view->kind == items->last;
  if (left == 0 || is_padding(items, list->bytes, size, *offset)) return false;
  *view = (ItemView){.bytes = list->bytes + *offset,
                     .base = (uint32_t)list->number + *offset,
                     .inward = items->inward};
  if (ended || !see(items, left, view)) {
    view->kind = view->head = 0;
    view->end = left;
  }
  view->size = view->end + view->tail;
  view->size += items_aligned(items, *offset + view->size);
  if (view->size > left) view->size = left;
  *offset += view->size;
  return true;
}

void items_look(const Items *items, ItemView *view) {
  if (items->plain || view->head == 0) return;
  view->item = items_kind(items, view->kind);
  view->fits = view->item && !items_bare(items, view->kind) &&
               item_fits(view);
}

bool items_next(const Items *items, const Value *list, uint32_t *offset,
                ItemView *view) {
  if (!items_step(items, list, offset, view)) return false;
  items_look(items, view);
  return true;
}

/* True when the bytes that end a list stand at an offset. */
static bool ends_at(const Field *f, const Value *list, uint32_t offset) {
  return f->ended && list->size - offset >= f->endsize &&
         memcmp(list->bytes + offset, f->ended, f->endsize) == 0;
}

int64_t items_span(const Field *f, const Value *list, uint64_t count,
                   uint64_t *whole) {
  ItemView view = {0};
  uint32_t offset = 0;
  uint64_t n = 0;
  for (; count > 0 && !ends_at(f, list, offset) &&
         list->size - offset > f->leaves &&
         items_step(f->items, list, &offset, &view); count--)
    n += view.head > 0;
  if (whole) *whole = n;
  if (!f->ended || count == 0) return offset;
  return ends_at(f, list, offset) ? (int64_t)offset + f->endsize : -1;
}

void items_stride(const Items *items, Stride *stride) {
  uint64_t bits = 0;
  bool simple = items->plain;
  Stride s = {0};
  *stride = s;
  if (items->bare || items->high || items->ends || items->whole ||
      items->tail || items->align || items->pad)
    return;
  for (const Field *f = items->head; f->name; f++) {
    if (f == items->head && is_name(f)) {
      s.named = true;
      continue;
    }
    if (!row_fixed(f)) return;
    if (!items->plain && strcmp(f->name, "length") == 0) {
      simple = number_plain(f) && f->width <= 16 && bits % 8 == 0;
      s.length_at = (uint8_t)(bits / 8);
      s.length_size = (uint8_t)(f->width / 8);
    }
    bits += f->width;
    if (bits / 8 > UINT8_MAX) return;
  }
  if (!simple || bits % 8 != 0) return;
  s.size = (uint8_t)(bits / 8);
  *stride = s;
}

/*
** domain_span of one of several names. A pointer like one before, or to a name
** before that has none, which is *pointer, leads to a name, too.
*/
static inline int pass_name(const uint8_t *message, uint32_t at, uint32_t end,
                            unsigned *pointer) {
  const uint8_t *p = message + at;
  if (!domain_points(p[0])) {
    uint32_t plain = domain_plain(message, at, end);
    if (plain == 0) return domain_span(message, at, end);
    if (at <= DOMAIN_REACH) *pointer = DOMAIN_POINTER << 8 | at;
    return (int)plain;
  }
  unsigned word = end - at < 2 ? 0 : (unsigned)p[0] << 8 | p[1];
  if (word == *pointer && word > 0) return 2;
  int taken = domain_span(message, at, end);
  if (taken == 2) *pointer = word;
  return taken;
}

uint32_t items_pass(const Stride *s, const uint8_t *message, uint32_t at,
                    uint32_t end, uint64_t count, uint64_t *whole,
                    unsigned *pointer) {
  uint64_t n = 0;
  for (; n < count && at < end; n++) {
    int name = s->named ? pass_name(message, at, end, pointer) : 0;
    uint32_t size = s->size, left = end - at;
    if (name < 0 || (uint32_t)name + size > left) break;
    if (s->length_size > 0) {
      const uint8_t *p = message + at + (uint32_t)name + s->length_at;
      size += s->length_size == 2 ? (uint32_t)(p[0] << 8 | p[1]) : p[0];
      if ((uint32_t)name + size > left) break;
    }
    at += (uint32_t)name + size;
  }
  *whole = n;
  return n < count ? end : at;
}

uint64_t field_count(const Field *f, const Value *v) {
  uint64_t n = 0;
  uint32_t offset = 0;
  ItemView view = {0};
  if (!f->items) return v->size / f->unit * (f->inbits ? 8 : 1);
  while (items_step(f->items, v, &offset, &view))
    if (view.head > 0) n++;
  return n > f->more ? n - f->more : 0;
}
