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
  uint64_t begin = (uint64_t)view->base + view->head;
  uint64_t end = (uint64_t)view->base + view->end;
  if (item->fields) {
    item_begin(&e, item->fields, view, view->head, view->end);
    while (entry_skip(&e)) continue;
    if (!entry_whole(&e) || e.offset % 8 != 0) return false;
    begin = e.offset / 8;
  }
  return each > 0 ? (end - begin) % each == 0 : begin == end;
}

/* What a head says. */
typedef struct Head {
  uint64_t kind, length, tail;
} Head;

/* Reads the head of an item of at most `left` bytes. False: it is not whole. */
static bool read_head(const Items *items, uint32_t left, ItemView *view,
                      Head *head) {
  Entry e;
  Value v;
  const Field *f;
  item_begin(&e, items->head, view, 0, left);
  if (items->plain) while (entry_skip(&e)) continue;
  else while ((f = entry_next(&e, &v))) {
    if (f->kind != KIND_UINT) continue;
    if (strcmp(f->name, "kind") == 0) {
      head->kind = v.number;
    } else if (strcmp(f->name, "length") == 0) {
      head->length = v.number;
    } else if (items->tail && strcmp(f->name, items->tail) == 0) {
      head->tail = v.number;
    }
  }
  view->head = (uint32_t)(e.offset / 8) - view->base;
  return entry_whole(&e) && view->head > 0;
}

/* Sees the item that begins a list's last `left` bytes. False: none does. */
static bool see(const Items *items, uint32_t left, ItemView *view) {
  Head head = {0};
  view->kind = view->bytes[0];
  view->head = view->end = 1;
  if ((items->bare || items->high) && items_bare(items, view->kind)) {
    view->item = items_kind(items, view->kind);
    return true;
  }
  if (!read_head(items, left, view, &head)) return false;
  view->kind = (uint32_t)head.kind;
  view->end = view->head;
  if (items->plain) return true;
  view->item = items_kind(items, view->kind);
  if (!items->whole) head.length += view->head;
  if (head.length < view->head || head.length > left ||
      head.tail > left - head.length)
    return false;
  view->tail = (uint32_t)head.tail;
  view->end = (uint32_t)head.length;
  view->fits = view->item && item_fits(view);
  return true;
}

bool items_next(const Items *items, const Value *list, uint32_t *offset,
                ItemView *view) {
  uint32_t size = (uint32_t)list->size, left = size - *offset;
  bool ended = *offset > 0 && items->ends && view->head > 0 &&
               view->kind == items->last;
  if (left == 0 || is_padding(items, list->bytes, size, *offset)) return false;
  const ItemView next = {.bytes = list->bytes + *offset,
                         .base = (uint32_t)list->number + *offset};
  *view = next;
  if (ended || !see(items, left, view)) {
    *view = next;
    view->end = left;
  }
  view->size = view->end + view->tail;
  view->size += items_aligned(items, *offset + view->size);
  if (view->size > left) view->size = left;
  *offset += view->size;
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
         items_next(f->items, list, &offset, &view); count--)
    n += view.head > 0;
  if (whole) *whole = n;
  if (!f->ended || count == 0) return offset;
  return ends_at(f, list, offset) ? (int64_t)offset + f->endsize : -1;
}

uint64_t field_count(const Field *f, const Value *v) {
  uint64_t n = 0;
  uint32_t offset = 0;
  ItemView view = {0};
  if (!f->items) return v->size / f->unit;
  while (items_next(f->items, v, &offset, &view))
    if (view.head > 0) n++;
  return n > f->more ? n - f->more : 0;
}
