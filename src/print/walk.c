/*
** walk.c - a header's fields in the order of the wire, those in lists included
**
** A list has the shape that scripts see (src/lua/value/items.c).
*/
#include "walk.h"

#include <string.h>

#include "../core/items.h"

static const Field data_row = {.name = "data", .kind = KIND_BYTES};
static const Field padding_row = {.name = "padding", .kind = KIND_BYTES};
static const Field kind_row = {.name = "kind", .kind = KIND_UINT, .width = 8};

static void tell_bytes(const Visitor *v, const Field *row,
                       const uint8_t *bytes, size_t size) {
  Value value = {.bytes = bytes, .size = size};
  v->value(v->context, row->name, NULL, row, &value, false);
}

static void tell_list(const Visitor *v, const Field *row, const Field *field,
                      const Value *list);

/*
** Rows that begin at byte `at` of an item; where they end. `length` is false:
** without that.
*/
static uint32_t tell_rows(const Visitor *v, const Field *rows,
                          const ItemView *view, uint32_t at, uint32_t end,
                          bool length) {
  Entry e;
  Value value = {0};
  const Field *f;
  if (!rows) return at;
  item_begin(&e, rows, view, at, end);
  while ((f = entry_next(&e, &value))) {
    if (row_follows(rows, f)) continue;
    if (f->kind == KIND_ITEMS) tell_list(v, f, NULL, &value);
    else if (length || strcmp(f->name, "length") != 0)
      v->value(v->context, f->name, NULL, f, &value, true);
  }
  return item_at(&e, view);
}

static void tell_data(const Visitor *v, const ItemView *view) {
  const Item *item = view->item;
  uint32_t at = tell_rows(v, item->fields, view, view->head, view->end, true);
  if (!item->each) return;
  v->open(v->context, item->group, NULL, true);
  while (at < view->end) {
    v->open(v->context, NULL, NULL, false);
    at = tell_rows(v, item->each, view, at, view->end, true);
    v->close(v->context, false);
  }
  v->close(v->context, true);
}

static void tell_item(const Visitor *v, const Items *items,
                      const ItemView *view) {
  const Item *item = view->item;
  bool rows = item && (item->fields || item->each);
  if (item) v->word(v->context, "name", item->name);
  if (view->head == 0) {
    tell_bytes(v, &data_row, view->bytes, view->end);
    return;
  }
  if (!items->plain && items_bare(items, view->kind)) {
    Value kind = {.number = view->kind};
    v->value(v->context, "kind", NULL, &kind_row, &kind, false);
    return;
  }
  tell_rows(v, items->head, view, 0, view->head, !item_named(view));
  if (rows && view->fits) tell_data(v, view);
  else if (rows || view->end > view->head)
    tell_bytes(v, &data_row, view->bytes + view->head,
               view->end - view->head);
  if (view->tail == 0) return;
  const Field tail = {.name = items->tailname, .kind = KIND_BYTES};
  tell_bytes(v, &tail, view->bytes + view->end, view->tail);
}

/* What lies behind an item, where it is not `expected` zeros. */
static void tell_padding(const Visitor *v, const uint8_t *bytes, size_t size,
                         size_t expected) {
  size_t zeros = 0;
  while (zeros < size && bytes[zeros] == 0) zeros++;
  if (zeros < size || size != expected)
    tell_bytes(v, &padding_row, bytes, size);
}

static void tell_list(const Visitor *v, const Field *row, const Field *field,
                      const Value *list) {
  const Items *items = row->items;
  uint32_t size = (uint32_t)list->size, offset = 0, end = 0;
  ItemView view;
  v->open(v->context, row->name, field, true);
  for (int i = 0; items_next(items, list, &offset, &view); i++) {
    if (i > 0) {
      tell_padding(v, list->bytes + end,
                   (size_t)(view.bytes - list->bytes) - end,
                   items_aligned(items, end));
      v->close(v->context, false);
    }
    v->open(v->context, NULL, NULL, false);
    tell_item(v, items, &view);
    end = (uint32_t)(view.bytes - list->bytes) + view.end + view.tail;
  }
  if (offset > 0) {
    tell_padding(v, list->bytes + end, size - end, items_padded(items, end));
    v->close(v->context, false);
  }
  v->close(v->context, true);
}

void walk_layer(const Stack *s, unsigned layer, const Visitor *v) {
  const Layer *at = &s->layers[layer];
  const Layout *l = &s->all->known[at->protocol]->layout;
  const uint8_t *header = s->frame.bytes + at->offset;
  for (unsigned i = 0; i < l->count; i++) {
    const Field *f = &l->fields[i];
    Value value = {0};
    if (!field_read(l, i, header, at->length, &value)) continue;
    if (f->kind == KIND_ITEMS) tell_list(v, f, f, &value);
    else
      v->value(v->context, f->name, f, f, &value,
               l->at[i].form < 0 || f->other ||
                   field_holds(l, &f->form, l->at[i].form, header,
                               at->length));
  }
}
