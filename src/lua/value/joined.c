/*
** joined.c - items whose data are parts of one value (RFC 3396)
*/
#include "joined.h"

#include <string.h>

/* True for an item that has data, of a kind that may have several. */
static bool is_part(const Items *items, const ItemView *view) {
  return view->head > 0 && !items_bare(items, view->kind) &&
         view->kind < JOINED_KINDS;
}

/* Counts items and bytes of each kind; the bytes of those that have several. */
static uint32_t measure(const Items *items, const Value *list, Joined *j) {
  uint32_t offset = 0, size = 0;
  ItemView view;
  while (items_next(items, list, &offset, &view)) {
    if (!is_part(items, &view)) continue;
    j->count[view.kind]++;
    j->size[view.kind] += view.end - view.head;
  }
  for (unsigned kind = 0; kind < JOINED_KINDS; kind++) {
    j->at[kind] = size;
    if (j->count[kind] > 1) size += j->size[kind];
  }
  return size;
}

void joined_collect(lua_State *L, const Items *items, const Value *list,
                    Joined *j) {
  uint32_t offset = 0, filled[JOINED_KINDS];
  ItemView view;
  memset(j, 0, sizeof *j);
  uint32_t size = measure(items, list, j);
  if (size == 0) {
    lua_pushnil(L);
    return;
  }
  uint8_t *bytes = lua_newuserdatauv(L, size, 0);
  j->bytes = bytes;
  memcpy(filled, j->at, sizeof filled);
  while (items_next(items, list, &offset, &view)) {
    if (!is_part(items, &view) || j->count[view.kind] < 2) continue;
    uint32_t part = view.end - view.head;
    memcpy(bytes + filled[view.kind], view.bytes + view.head, part);
    filled[view.kind] += part;
  }
}

bool joined_first(Joined *j, const ItemView *view, ItemView *whole) {
  unsigned kind = view->kind;
  if (!j->bytes || view->head == 0 || kind >= JOINED_KINDS ||
      j->count[kind] < 2)
    return false;
  j->count[kind] = 0;
  *whole = (ItemView){.item = view->item, .bytes = j->bytes + j->at[kind],
                      .kind = kind, .end = j->size[kind],
                      .size = j->size[kind]};
  whole->fits = view->item && item_fits(whole);
  return true;
}
