/*
** items.c - lists of options and their like: kind, length, data
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

const Field *rows_find(const Field *rows, const char *name,
                       uint64_t *offset) {
  *offset = 0;
  for (; rows->name; rows++) {
    if (strcmp(rows->name, name) == 0) return rows;
    *offset += rows->width;
  }
  return NULL;
}

uint32_t rows_size(const Field *rows) {
  uint32_t bits = 0;
  for (; rows && rows->name; rows++) bits += rows->width;
  return bits / 8;
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

/* An integer of a head that ends `left` bytes on. False: it is not there. */
static bool head_number(const Field *head, const char *name,
                        const uint8_t *bytes, uint32_t left,
                        uint64_t *number) {
  Value v = {0};
  uint64_t offset;
  const Field *f = rows_find(head, name, &offset);
  if (!f || !row_read(f, bytes, offset, (uint64_t)left * 8, &v)) return false;
  *number = v.number;
  return true;
}

uint32_t items_number(const Items *items, const ItemView *view) {
  uint64_t kind = 0;
  head_number(items->head, "kind", view->bytes, view->head, &kind);
  return (uint32_t)kind;
}

static bool is_padding(const Items *items, const uint8_t *list, uint32_t size,
                       uint32_t offset) {
  if (items_padded(items, offset) != size - offset) return false;
  while (offset < size)
    if (list[offset++] != 0) return false;
  return true;
}

/* True when data of `size` bytes is what the rows of an item say. */
static bool fits(const Item *item, uint32_t size) {
  uint32_t fixed = rows_size(item->fields), each = rows_size(item->each);
  if (size < fixed) return false;
  if (each > 0) return (size - fixed) % each == 0;
  const Field *last = item->fields;
  if (!last) return true;
  while (last->name && last[1].name) last++;
  return size == fixed || (last->name && last->width == 0);
}

/* Sees the item that begins a list's last `left` bytes. False: none does. */
static bool see(const Items *items, uint32_t left, ItemView *view) {
  uint64_t kind, length = left, tail = 0;
  if (!head_number(items->head, "kind", view->bytes, left, &kind))
    return false;
  view->item = items_kind(items, (uint32_t)kind);
  view->head = view->end = 1;
  if (items_bare(items, kind)) return true;
  view->head = rows_size(items->head);
  if (view->head > left) return false;
  if (head_number(items->head, "length", view->bytes, view->head, &length) &&
      !items->whole)
    length += view->head;
  if (length < view->head || length > left) return false;
  if (items->tail &&
      head_number(items->head, items->tail, view->bytes, view->head, &tail) &&
      tail > left - length)
    return false;
  view->tail = (uint32_t)tail;
  view->end = (uint32_t)length;
  view->fits = view->item && fits(view->item, view->end - view->head);
  return true;
}

bool items_next(const Items *items, const uint8_t *list, uint32_t size,
                uint32_t *offset, ItemView *view) {
  uint32_t left = size - *offset;
  bool ended = *offset > 0 && items->ends && view->head > 0 &&
               items_number(items, view) == 0;
  if (left == 0 || is_padding(items, list, size, *offset)) return false;
  *view = (ItemView){.bytes = list + *offset};
  if (ended || !see(items, left, view))
    *view = (ItemView){.bytes = list + *offset, .end = left};
  view->size = view->end + view->tail;
  view->size += items_aligned(items, *offset + view->size);
  if (view->size > left) view->size = left;
  *offset += view->size;
  return true;
}

uint32_t items_span(const Items *items, const uint8_t *list, uint32_t size,
                    uint64_t count) {
  ItemView view = {0};
  uint32_t offset = 0;
  while (count > 0 && items_next(items, list, size, &offset, &view)) count--;
  return offset;
}

uint64_t field_count(const Field *f, const Value *v) {
  uint64_t n = 0;
  uint32_t offset = 0;
  ItemView view = {0};
  if (!f->items) return v->size / f->unit;
  while (items_next(f->items, v->bytes, (uint32_t)v->size, &offset, &view))
    if (view.head > 0) n++;
  return n;
}
