/*
** push.c - values of fields as scripts see them; lists of items as Lua lists
**
** A list taken apart here and put together by items.c has the bytes it had:
** what the rows cannot say is in `data` and `padding`.
*/
#include "push.h"

#include <string.h>

#include "../../core/message.h"
#include "joined.h"

static void set_bytes(lua_State *L, const char *key, const uint8_t *bytes,
                      size_t size) {
  lua_pushlstring(L, (const char *)bytes, size);
  lua_setfield(L, -2, key);
}

/*
** Sets the rows of an item that begin at its byte `at` in the table on top;
** where they end. `length` is false: without that.
*/
static uint32_t set_rows(lua_State *L, const Field *rows, const ItemView *view,
                         uint32_t at, uint32_t end, bool length) {
  Entry e;
  Value v = {0};
  const Field *f;
  if (!rows) return at;
  item_begin(&e, rows, view, at, end);
  while ((f = entry_next(&e, &v))) {
    if ((!length && strcmp(f->name, "length") == 0) || row_follows(rows, f))
      continue;
    value_push(L, f, &v, true);
    lua_setfield(L, -2, f->name);
  }
  return item_at(&e, view);
}

/* Sets what the rows of an item say of its data. */
static void set_data(lua_State *L, const ItemView *view) {
  const Item *item = view->item;
  uint32_t at = set_rows(L, item->fields, view, view->head, view->end, true);
  if (!item->each) return;
  lua_newtable(L);
  for (int i = 1; at < view->end; i++) {
    lua_newtable(L);
    at = set_rows(L, item->each, view, at, view->end, true);
    lua_rawseti(L, -2, i);
  }
  lua_setfield(L, -2, item->group);
}

static void push_item(lua_State *L, const Items *items, const ItemView *view) {
  const Item *item = view->item;
  lua_createtable(L, 0, 4);
  if (view->head > 0 && !items->plain && items_bare(items, view->kind)) {
    lua_pushinteger(L, view->kind);
    lua_setfield(L, -2, "kind");
  } else if (view->head > 0) {
    set_rows(L, items->head, view, 0, view->head, !item_named(view));
    if (item_has_rows(item) && view->fits)
      set_data(L, view);
    else if (item_has_rows(item) || view->end > view->head)
      set_bytes(L, "data", view->bytes + view->head, view->end - view->head);
  } else {
    set_bytes(L, "data", view->bytes, view->end);
  }
  if (view->tail > 0)
    set_bytes(L, items->tailname, view->bytes + view->end, view->tail);
  if (!item) return;
  lua_pushstring(L, item->name);
  lua_setfield(L, -2, "name");
}

/* Sets what lies behind an item, where it is not `expected` zeros. */
static void set_padding(lua_State *L, const uint8_t *bytes, size_t size,
                        size_t expected) {
  size_t zeros = 0;
  while (zeros < size && bytes[zeros] == 0) zeros++;
  if (zeros < size || size != expected) set_bytes(L, "padding", bytes, size);
}

/* Sets in the first item of several of a kind what all their data are. */
static void set_joined(lua_State *L, Joined *joined, const ItemView *view) {
  ItemView whole;
  if (!joined_first(joined, view, &whole)) return;
  lua_createtable(L, 0, 1);
  if (item_has_rows(whole.item) && whole.fits) set_data(L, &whole);
  else set_bytes(L, "data", whole.bytes, whole.end);
  lua_setfield(L, -2, "joined");
}

static void push_list(lua_State *L, const Items *items, const Value *v,
                      Joined *joined) {
  const uint8_t *list = v->bytes;
  uint32_t size = (uint32_t)v->size, offset = 0, end = 0;
  ItemView view;
  state_chargebytes(L, v->size);
  lua_newtable(L);
  for (int i = 1; items_next(items, v, &offset, &view); i++) {
    if (i > 1) {
      set_padding(L, list + end, (size_t)(view.bytes - list) - end,
                  items_aligned(items, end));
      lua_rawseti(L, -2, i - 1);
    }
    push_item(L, items, &view);
    if (joined) set_joined(L, joined, &view);
    end = (uint32_t)(view.bytes - list) + view.end + view.tail;
  }
  if (offset == 0) return;
  set_padding(L, list + end, size - end, items_padded(items, end));
  lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
}

static void push_parts(lua_State *L, const Items *items, const Value *v) {
  Joined joined;
  state_chargebytes(L, v->size);
  joined_collect(L, items, v, &joined);
  push_list(L, items, v, &joined);
  lua_remove(L, -2);
}

static void items_push(lua_State *L, const Items *items, const Value *v) {
  luaL_checkstack(L, 8, "lists nested too deep");
  if (items->joins) push_parts(L, items, v);
  else push_list(L, items, v, NULL);
}

static void domain_push(lua_State *L, const Value *v) {
  char text[DOMAIN_TEXT_MAX];
  lua_pushlstring(L, text, value_domaintext(v, text));
}

void value_push(lua_State *L, const Field *f, const Value *v, bool textual) {
  char text[FIELD_TEXT_MAX];
  if (f->kind == KIND_UINT)
    lua_pushinteger(L, (lua_Integer)v->number);
  else if (textual && f->kind < KIND_BYTES && v->size == field_size(f))
    lua_pushlstring(L, text, field_text(f, v, text));
  else if (f->kind == KIND_ITEMS)
    items_push(L, f->items, v);
  else if (f->kind == KIND_NAME)
    domain_push(L, v);
  else
    lua_pushlstring(L, (const char *)v->bytes, v->size);
}

void plain_push(lua_State *L, const Field *f, const Value *value) {
  Value v = *value;
  v.bytes = v.number +
            (const uint8_t *)lua_pushlstring(
                L, (const char *)v.bytes - v.number, v.number + v.size);
  Message m = {.room = message_size(f, &v)};
  m.out = lua_newuserdatauv(L, m.room, 0);
  message_add(&m, f, &v);
  lua_pushlstring(L, (const char *)m.out, m.at);
  lua_replace(L, -3);
  lua_pop(L, 1);
}
