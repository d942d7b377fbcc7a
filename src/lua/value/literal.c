/*
** literal.c - values of fields as Lua source
*/
#include "literal.h"

#include <stdio.h>
#include <string.h>

#include "push.h"

void literal_quote(luaL_Buffer *b, const uint8_t *bytes, size_t size) {
  static const char digits[] = "0123456789abcdef";
  static const char named[] = "\n\r\t\"\\", letters[] = "nrt\"\\";
  luaL_addchar(b, '"');
  for (size_t i = 0; i < size; i++) {
    uint8_t c = bytes[i];
    const char *at = c ? strchr(named, c) : NULL;
    if (at) {
      luaL_addchar(b, '\\');
      luaL_addchar(b, letters[at - named]);
    } else if (c < ' ' || c > '~') {
      luaL_addstring(b, "\\x");
      luaL_addchar(b, digits[c >> 4]);
      luaL_addchar(b, digits[c & 15]);
    } else {
      luaL_addchar(b, (char)c);
    }
  }
  luaL_addchar(b, '"');
}

static void add_number(luaL_Buffer *b, const Field *f, uint64_t n) {
  char text[32];
  const char *name = name_text(f->names, n);
  if (name) {
    literal_quote(b, (const uint8_t *)name, strlen(name));
  } else {
    bool hex = f->hex || f->time;
    int size = snprintf(text, sizeof text, hex ? "0x%llx" : "%llu",
                        (unsigned long long)n);
    luaL_addlstring(b, text, (size_t)size);
  }
}

bool literal_preset(const Field *f, const Value *v) {
  Value preset;
  field_default(f, &preset);
  if (f->kind == KIND_UINT) return v->number == preset.number;
  if (v->size != preset.size) return false;
  if (preset.bytes) return memcmp(v->bytes, preset.bytes, v->size) == 0;
  for (size_t i = 0; i < v->size; i++)
    if (v->bytes[i]) return false;
  return true;
}

/* --- lists of items --- */

/* Begins a key of a table. */
static void add_key(luaL_Buffer *b, const char *key, bool *first) {
  luaL_addstring(b, *first ? "{ " : ", ");
  luaL_addstring(b, key);
  luaL_addstring(b, " = ");
  *first = false;
}

static void add_bytes(luaL_Buffer *b, const char *key, const uint8_t *bytes,
                      size_t size, bool *first) {
  add_key(b, key, first);
  literal_quote(b, bytes, size);
}

/*
** Adds the rows that begin at `at`, but for defaults, unless `all`; of a head
** not kind, length and what counts the tail. Where they end.
*/
static uint32_t add_rows(luaL_Buffer *b, const Field *rows, const Items *head,
                         const ItemView *view, uint32_t at, uint32_t end,
                         bool all, bool *first) {
  Entry e;
  Value v = {0};
  const Field *f;
  if (!rows) return at;
  item_begin(&e, rows, view, at, end);
  while ((f = entry_next(&e, &v))) {
    if (row_follows(rows, f)) continue;
    bool counted = head && !head->plain &&
                   (strcmp(f->name, "kind") == 0 ||
                            strcmp(f->name, "length") == 0 ||
                            (head->tail && strcmp(f->name, head->tail) == 0));
    if (counted || (!all && literal_preset(f, &v))) continue;
    add_key(b, f->name, first);
    literal_add(b, f, &v, true);
  }
  return item_at(&e, view);
}

static void add_group(luaL_Buffer *b, const ItemView *view, uint32_t at,
                      bool *first) {
  const Item *item = view->item;
  add_key(b, item->group, first);
  luaL_addstring(b, "{ ");
  for (bool next = false; at < view->end; next = true) {
    bool empty = true;
    if (next) luaL_addstring(b, ", ");
    at = add_rows(b, item->each, NULL, view, at, view->end, false,
                  &empty);
    luaL_addstring(b, empty ? "{  }" : " }");
  }
  luaL_addstring(b, " }");
}

/* True when a row is called as the bytes of an item without rows are. */
static bool has_data_row(const Item *item) {
  return rows_find(item->fields, "data") != NULL;
}

static void add_item(luaL_Buffer *b, const Items *items, const ItemView *view,
                     bool *first) {
  const Item *item = view->item;
  if (view->head == 0) {
    add_bytes(b, "data", view->bytes, view->end, first);
    return;
  }
  if (items->plain) {
    add_rows(b, items->head, items, view, 0, view->head, true, first);
    return;
  }
  add_key(b, item ? "name" : "kind", first);
  uint32_t kind = view->kind;
  if (item) literal_quote(b, (const uint8_t *)item->name, strlen(item->name));
  else add_number(b, rows_find(items->head, "kind"), kind);
  if (items_bare(items, kind)) return;
  add_rows(b, items->head, items, view, 0, view->head, false, first);
  if (item_has_rows(item) && view->fits) {
    uint32_t at = add_rows(b, item->fields, NULL, view, view->head,
                           view->end, has_data_row(item), first);
    if (item->each && at < view->end) add_group(b, view, at, first);
  } else if (item_has_rows(item) || view->end > view->head) {
    add_bytes(b, "data", view->bytes + view->head, view->end - view->head,
              first);
  }
  if (view->tail > 0)
    add_bytes(b, items->tailname, view->bytes + view->end, view->tail, first);
}

/* Adds what lies behind an item, where it is not `expected` zeros. */
static void add_padding(luaL_Buffer *b, const uint8_t *bytes, size_t size,
                        size_t expected, bool *first) {
  size_t zeros = 0;
  while (zeros < size && bytes[zeros] == 0) zeros++;
  if (zeros < size || size != expected)
    add_bytes(b, "padding", bytes, size, first);
}

static void add_list(luaL_Buffer *b, const Items *items, const Value *v) {
  const uint8_t *list = v->bytes;
  uint32_t size = (uint32_t)v->size, offset = 0, end = 0;
  ItemView view;
  bool first = true;
  luaL_addstring(b, "{ ");
  while (items_next(items, v, &offset, &view)) {
    if (end > 0) {
      add_padding(b, list + end, (size_t)(view.bytes - list) - end,
                  items_aligned(items, end), &first);
      luaL_addstring(b, " }, ");
    }
    first = true;
    add_item(b, items, &view, &first);
    end = (uint32_t)(view.bytes - list) + view.end + view.tail;
  }
  if (end > 0) {
    add_padding(b, list + end, size - end, items_padded(items, end), &first);
    luaL_addstring(b, " }");
  }
  luaL_addstring(b, " }");
}

void literal_add(luaL_Buffer *b, const Field *f, const Value *v,
                 bool textual) {
  char text[FIELD_TEXT_MAX];
  if (f->kind == KIND_UINT) {
    add_number(b, f, v->number);
  } else if (f->kind == KIND_ITEMS) {
    add_list(b, f->items, v);
  } else if (f->kind == KIND_NAME) {
    char name[DOMAIN_TEXT_MAX];
    size_t size = value_domaintext(v, name);
    literal_quote(b, (const uint8_t *)name, size);
  } else if (textual && f->kind < KIND_BYTES && v->size == field_size(f)) {
    size_t size = field_text(f, v, text);
    literal_quote(b, (const uint8_t *)text, size);
  } else if (f->kind < KIND_BYTES) {
    luaL_addstring(b, "pycap.raw(");
    literal_quote(b, v->bytes, v->size);
    luaL_addchar(b, ')');
  } else {
    literal_quote(b, v->bytes, v->size);
  }
}
