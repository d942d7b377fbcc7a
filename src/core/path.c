/*
** path.c - names of fields inside lists: what they lead to in a packet
**
** An entry has the fields that scripts see in it (src/lua/value/push.c).
*/
#include "path.h"

#include <string.h>

/* What is looked for, and where what was found goes. */
typedef struct Search {
  const Path *path;
  char *text;
  uint32_t *work;
  PathAccept *accept;
  const void *context;
} Search;

static bool seek(const Search *s, unsigned step, const Items *items,
                 const Value *list, uint64_t most);

/* True for an item of the kind that is meant, in whichever list. */
static bool is_kind(const Items *items, const ItemView *view,
                    const Item *kind) {
  if (items->plain || view->head == 0) return false;
  const Item *item = items_kind(items, view->kind);
  return item == kind || (item && strcmp(item->name, kind->name) == 0);
}

static bool is_named(const Step *step, const char *name) {
  return step->name == name || strcmp(step->name, name) == 0;
}

/* Hands over a value that a path leads to, a row's. */
static bool deliver(const Search *s, const Field *f, const Value *found) {
  Value v = *found;
  v.set = f->kind < KIND_BYTES && f->kind != KIND_UINT &&
          v.size == field_size(f);
  if (f->kind == KIND_NAME) {
    v.size = value_domaintext(found, s->text);
    v.bytes = (const uint8_t *)s->text;
  }
  return s->accept(s->context, &v);
}

static bool deliver_bytes(const Search *s, unsigned step, const uint8_t *bytes,
                          size_t size) {
  static const Field row = {.name = "data", .kind = KIND_BYTES};
  const Field *wanted = s->path->row;
  const Value v = {.bytes = bytes, .size = size};
  return step + 1 == s->path->count && wanted && wanted->kind >= KIND_BYTES &&
         deliver(s, &row, &v);
}

/* Goes on with a row that a step names. */
static bool search_value(const Search *s, unsigned step, const Field *f,
                         const Value *v) {
  if (step + 1 == s->path->count) return deliver(s, f, v);
  return f->kind == KIND_ITEMS && seek(s, step + 1, f->items, v, UINT64_MAX);
}

/*
** Looks for a step's name among rows that begin at byte `*at` of an item, which
** becomes where they end. True: `*found` is what it leads to.
*/
static bool seek_rows(const Search *s, unsigned step, const Field *rows,
                      const ItemView *view, uint32_t *at, uint32_t end,
                      bool *found) {
  Entry e;
  Value v = {0};
  const Field *f;
  if (!rows) return false;
  item_begin(&e, rows, view, *at, end);
  while ((f = entry_next(&e, &v))) {
    if (!is_named(&s->path->steps[step], f->name)) continue;
    *found = !(f->kind == KIND_UINT && row_follows(rows, f)) &&
             search_value(s, step, f, &v);
    return true;
  }
  *at = item_at(&e, view);
  return false;
}

/* The rows of an item that repeat, from byte `at` on. */
static bool seek_group(const Search *s, unsigned step, const ItemView *view,
                       uint32_t at) {
  const Step *here = &s->path->steps[step];
  const Field *each = view->item->each;
  uint32_t size = rows_size(each), count = (view->end - at) / size, i = 0;
  bool any = here->which == WHICH_ANY, found = false;
  if (here->which == WHICH_KIND) return false;
  if (!any) i = here->index - 1u;
  for (; i < count && !found; i++) {
    uint32_t from = at + i * size;
    ++*s->work;
    if (!seek_rows(s, step, each, view, &from, from + size, &found) || !any)
      break;
  }
  return found;
}

/* The data of an item that has a head. */
static bool seek_data(const Search *s, unsigned step, const ItemView *view) {
  const Step *here = &s->path->steps[step];
  const Item *item = view->item;
  bool rows = item && (item->fields || item->each), found = false;
  uint32_t at = view->head;
  if (!rows || !view->fits)
    return is_named(here, "data") && (rows || view->end > at) &&
           deliver_bytes(s, step, view->bytes + at, view->end - at);
  if (seek_rows(s, step, item->fields, view, &at, view->end, &found))
    return found;
  return item->each && is_named(here, item->group) &&
         step + 1 < s->path->count && seek_group(s, step + 1, view, at);
}

/* What a step names in one entry. */
static bool seek_entry(const Search *s, unsigned step, const Items *items,
                       const ItemView *view) {
  static const Field kind_row = {.name = "kind", .kind = KIND_UINT};
  const Step *here = &s->path->steps[step];
  const Item *item = view->item;
  const Field *first = items->head;
  uint32_t at = 0;
  bool found = false;
  if (item && is_named(here, "name"))
    return deliver_bytes(s, step, (const uint8_t *)item->name,
                         strlen(item->name));
  if (view->head == 0)
    return is_named(here, "data") &&
           deliver_bytes(s, step, view->bytes, view->end);
  if (!items->plain && items_bare(items, view->kind)) {
    const Value kind = {.number = view->kind};
    return is_named(here, "kind") && search_value(s, step, &kind_row, &kind);
  }
  if (item_named(view) && is_named(here, "length")) return false;
  if (first->kind == KIND_NAME && is_named(here, first->name)) {
    const Value name = {.bytes = view->bytes, .number = view->base,
                        .size = view->head};
    return search_value(s, step, first, &name);
  }
  if (seek_rows(s, step, items->head, view, &at, view->head, &found))
    return found;
  if (items->plain) return false;
  if (view->tail > 0 && is_named(here, items->tailname))
    return deliver_bytes(s, step, view->bytes + view->end, view->tail);
  return seek_data(s, step, view);
}

static bool seek(const Search *s, unsigned step, const Items *items,
                 const Value *list, uint64_t most) {
  const Step *here = &s->path->steps[step];
  uint32_t offset = 0;
  ItemView view = {0};
  for (uint64_t n = 1;
       n <= most && items_step(items, list, &offset, &view); n++) {
    ++*s->work;
    if (here->which == WHICH_INDEX && n < here->index) continue;
    if (here->which == WHICH_KIND && !is_kind(items, &view, here->kind))
      continue;
    items_look(items, &view);
    bool found = seek_entry(s, step, items, &view);
    if (found || here->which != WHICH_ANY) return found;
  }
  return false;
}

bool path_any(const Path *path, const Items *items, const Value *list,
              uint64_t most, char *text, uint32_t *work, PathAccept *accept,
              const void *context) {
  const Search s = {path, text, work, accept, context};
  return seek(&s, 0, items, list, most);
}

/* Accepts the first value: `context` is a pointer to where it goes. */
static bool take_first(const void *context, const Value *v) {
  Value *value = *(Value *const *)context;
  *value = *v;
  return true;
}

bool path_read(const Path *path, const Items *items, const Value *list,
               uint64_t most, char *text, uint32_t *work, Value *value) {
  return path_any(path, items, list, most, text, work, take_first, &value);
}
