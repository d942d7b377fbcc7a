/*
** message.c - fields with domain names in them, written
*/
#include "message.h"

#include <string.h>

#include "items.h"

static void put(Message *m, const uint8_t *bytes, size_t size) {
  if (!m->out) {
    m->at += size;
  } else if (m->full || size > m->room - m->at) {
    m->full = true;
  } else {
    if (size > 0) memcpy(m->out + m->at, bytes, size);
    m->at += size;
  }
}

static void put_name(Message *m, const Field *f, const Value *v) {
  uint8_t plain[DOMAIN_MAX];
  size_t size = value_domain(v, plain);
  if (size == 0 || !m->out) {
    put(m, size ? plain : v->bytes, size ? size : v->size);
  } else if (!m->full) {
    size = domain_write(f->spelt ? NULL : m->domains, m->out, m->at, m->room,
                        plain, size);
    m->full = size == 0;
    m->at += size;
  }
}

/* Rows that are written: where the integers among them are. */
typedef struct Copy {
  Entry from;
  uint64_t begin;              /* in bits of what is read: not yet copied */
  uint64_t places[FIELDS_MAX]; /* in bits of what is written */
} Copy;

static void flush(Message *m, Copy *c, uint64_t end) {
  put(m, c->from.message + c->begin / 8, (size_t)((end - c->begin) / 8));
  c->begin = end;
}

/* Overwrites an integer among rows that were written, if it is there. */
static void settle(Message *m, const Copy *c, const char *name, size_t size) {
  int i = name ? entry_find(&c->from, name) : -1;
  if (i < 0 || !m->out || m->full || !(c->from.there >> i & 1)) return;
  const Field *f = &c->from.first[i];
  const Value v = {.number = size};
  if (field_takes(f, size))
    row_write(f, &v, m->out, c->places[i], c->places[i] + f->width);
}

/* Adds rows of an item, from its byte `from` to `to`. */
static void add_rows(Message *m, Copy *c, const Field *rows,
                     const ItemView *view, uint32_t from, uint32_t to) {
  Value v;
  const Field *f;
  item_begin(&c->from, rows, view, from, to);
  c->begin = c->from.offset;
  for (;;) {
    uint64_t begin = c->from.offset;
    if (!(f = entry_next(&c->from, &v))) break;
    c->places[f - rows] = (uint64_t)m->at * 8 + (begin - c->begin);
    if (!field_named(f)) continue;
    flush(m, c, begin);
    size_t at = m->at;
    message_add(m, f, &v);
    put(m, f->ended, f->endsize);
    c->begin = c->from.offset;
    settle(m, c, f->sized, m->at - at);
  }
  flush(m, c, c->from.end);
}

static void add_item(Message *m, const Items *items, const ItemView *view) {
  Copy head, data;
  Domains *domains = m->domains;
  size_t begin = m->at;
  bool named = item_named(view);
  add_rows(m, &head, items->head, view, 0, view->head);
  size_t bytes = m->at - begin;
  if (view->inward) m->domains = NULL;  /* the data cannot point into m->out */
  if (named && view->item->fields)
    add_rows(m, &data, view->item->fields, view, view->head, view->end);
  else
    put(m, view->bytes + view->head, view->end - view->head);
  m->domains = domains;
  size_t size = m->at - begin - (items->whole ? 0 : bytes);
  if (named || (items->whole && rows_named(items->head)))
    settle(m, &head, "length", size);
  put(m, view->bytes + view->end, view->tail);
}

static void add_list(Message *m, const Items *items, const Value *list) {
  static const uint8_t zeros[UINT8_MAX];
  ItemView view = {0};
  uint32_t offset = 0;
  size_t begin = m->at;
  while (items_next(items, list, &offset, &view)) {
    uint32_t end = view.end + view.tail;
    bool aligned = view.size - end == items_aligned(items, offset - view.size +
                                                               end);
    if (view.head == 0 || (!items->plain && items_bare(items, view.kind)))
      put(m, view.bytes, end);
    else
      add_item(m, items, &view);
    if (aligned) put(m, zeros, items_aligned(items, m->at - begin));
    else put(m, view.bytes + end, view.size - end);
  }
  put(m, list->bytes + offset, list->size - offset);
}

void message_add(Message *m, const Field *f, const Value *v) {
  if (f->kind == KIND_NAME) put_name(m, f, v);
  else if (f->kind == KIND_ITEMS && field_named(f)) add_list(m, f->items, v);
  else put(m, v->bytes, v->size);
}

size_t message_size(const Field *f, const Value *v) {
  Message m = {0};
  message_add(&m, f, v);
  return m.at;
}
