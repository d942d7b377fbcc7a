/*
** checkitems.c - what is wrong with a list: its head, its kinds, their rows
*/
#include <string.h>

#include "check.h"
#include "items.h"

/* How deep the names of a place are. */
static unsigned depth_of(const Where *w) {
  unsigned depth = 0;
  while (depth < WHERE_MAX && w->names[depth]) depth++;
  return depth;
}

/* What a row among others of an item may say of them, and hold. */
static bool related_check(const Where *w, const Field *rows, unsigned i) {
  const Field *f = &rows[i];
  if (f->form.field) return refuse(w, "a row of an item has no form");
  if (f->unless) return refuse(w, "a row of an item stands in any case");
  if (f->least || f->instead)
    return refuse(w, "a row of an item is there by what others say, not by "
                  "what is left");
  if (f->kind == KIND_ITEMS && depth_of(w) + 3 > WHERE_MAX)
    return refuse(w, "lists in lists: too deep");
  return relations_check(w, rows, i) &&
         (f->kind != KIND_ITEMS || check_items(w, f->items));
}

/* Where a row begins: what is not a mere number, at a whole byte. */
static bool begin_check(const Where *w, const Field *rows, unsigned i,
                        uint64_t bits) {
  const Field *f = &rows[i];
  bool apart = i > 0 && !same_presence(f, &rows[i - 1]);
  return bits % 8 == 0 || (!apart && f->kind == KIND_UINT &&
                           f->order == ORDER_NETWORK && !f->time) ||
         refuse(w, "begins within a byte");
}

/* True where none of the rows behind is ever there together with this one. */
static bool is_last(const Field *rows, unsigned i) {
  for (const Field *f = &rows[i + 1]; f->name; f++)
    if (!never_together(&rows[i], f)) return false;
  return true;
}

/*
** Rows one after the other; the last may take what is left if it is `open`.
** *bits is what they take together.
*/
static bool plain_rows_check(const Where *w, const Field *rows, bool open,
                             uint64_t *bits) {
  unsigned count = rows_count(rows, FIELDS_MAX);
  *bits = 0;
  if (count > FIELDS_MAX)
    return refuse(w, "has more than %d rows", FIELDS_MAX);
  for (unsigned i = 0; i < count; i++) {
    const Field *f = &rows[i];
    if (!check_word(w, "row", f->name)) return false;
    Where here = where_in(w, f->name);
    if (rows_find(rows, f->name) != f)
      return refuse(&here, "two rows have the name");
    if (!check_row(&here, f) || !related_check(&here, rows, i)) return false;
    if (f->width == 0 && !f->sized && !ends_itself(f) &&
        !(open && is_last(rows, i)))
      return refuse(&here, "takes all the rest, but is not the last");
    if (!begin_check(&here, rows, i, *bits)) return false;
    *bits += f->width;
  }
  if (*bits > HEADER_BITS_MAX)
    return refuse(w, "has rows of %u bits: at most %d expected",
                  (unsigned)*bits, HEADER_BITS_MAX);
  return *bits % 8 == 0 || refuse(w, "ends within a byte");
}

/* A row of the head that has to be there. */
static bool number_check(const Where *w, const Items *items, const char *name,
                         const Field **f) {
  *f = rows_find(items->head, name);
  if (!*f) return refuse(w, "a head without \"%s\"", name);
  Where here = where_in(w, name);
  if ((*f)->kind != KIND_UINT) return refuse(&here, "is no integer");
  if ((*f)->when.field || (*f)->optional)
    return refuse(&here, "is not always there");
  return field_largest(*f) <= UINT32_MAX ||
         refuse(&here, "has numbers of more than 32 bits");
}

static bool head_check(const Where *w, const Items *items, const Field **kind) {
  const Field *length;
  uint64_t bits;
  if (!items->head) return refuse(w, "a list without a head");
  if (!plain_rows_check(w, items->head, false, &bits) ||
      !number_check(w, items, "length", &length) ||
      !number_check(w, items, "kind", kind))
    return false;
  bool bare = items->bare || items->high;
  if ((bare || items->ends) && (*kind)->plus)
    return refuse(w, "kinds that begin at %u, but some kinds are numbers below",
                  (unsigned)(*kind)->plus);
  if (items->joins && (*kind)->width > 8)
    return refuse(w, "joins kinds of more than 8 bits");
  if (items->last && !items->ends)
    return refuse(w, "kind %u is the last one, but no kind ends the list",
                  (unsigned)items->last);
  if (items->ends && !field_takes(*kind, items->last))
    return refuse(w, "kind %u ends the list, but does not fit",
                  (unsigned)items->last);
  if (bare && (*kind != items->head || (*kind)->width != 8))
    return refuse(w, "kinds of one byte, but \"kind\" is not the first byte");
  if (items->whole && field_largest(length) < bits / 8)
    return refuse(w, "\"length\" counts at most %u bytes, the head has %u",
                  (unsigned)field_largest(length), (unsigned)(bits / 8));
  return true;
}

/* The name of a row or group, among what an item has as a table. */
static bool free_check(const Where *w, const Items *items, const char *name) {
  if (strcmp(name, "name") == 0 || strcmp(name, "padding") == 0 ||
      (items->joins && strcmp(name, "joined") == 0) ||
      rows_find(items->head, name))
    return refuse(w, "the name is reserved in items");
  return true;
}

static bool each_check(const Where *w, const Items *items, const Item *item) {
  Where here = where_in(w, item->group ? item->group : "each");
  uint64_t bits;
  if (!item->each && !item->group) return true;
  if (!item->group) return refuse(w, "rows that repeat without a name");
  if (!item->each) return refuse(&here, "has no rows that repeat");
  if (!check_word(w, "group", item->group) ||
      !free_check(&here, items, item->group) ||
      !plain_rows_check(&here, item->each, false, &bits))
    return false;
  if (bits == 0) return refuse(&here, "has no rows that repeat");
  for (const Field *f = item->each; f->name; f++) {
    Where row = where_in(&here, f->name);
    if (f->width == 0 || f->sized || f->when.field || f->optional)
      return refuse(&row, "repeats, but has no fixed width");
  }
  if (rows_find(item->fields, item->group))
    return refuse(&here, "two rows have the name");
  return true;
}

static bool item_check(const Where *w, const Items *items, const Field *kind,
                       const Item *item) {
  uint64_t bits;
  if (!check_word(w, "kind", item->name)) return false;
  Where here = where_in(w, item->name);
  for (const Item *other = items->known; other < item; other++) {
    if (strcmp(other->name, item->name) == 0)
      return refuse(&here, "two kinds have the name");
    if (other->kind == item->kind)
      return refuse(&here, "kind %u is \"%s\", too", (unsigned)item->kind,
                    other->name);
  }
  if (!field_takes(kind, item->kind))
    return refuse(&here, "kind %u does not fit", (unsigned)item->kind);
  if (!check_words(&here, "meaning", item->meaning)) return false;
  if (items_bare(items, item->kind) && (item->fields || item->each))
    return refuse(&here, "has rows, but is a single byte");
  if (!plain_rows_check(&here, item->fields, !item->each, &bits)) return false;
  for (const Field *f = item->fields; f && f->name; f++) {
    Where row = where_in(&here, f->name);
    if (!free_check(&row, items, f->name)) return false;
  }
  return each_check(&here, items, item);
}

/* What a head counts behind the data. */
static bool tail_check(const Where *w, const Items *items) {
  if (!items->tail && !items->tailname) return true;
  if (!items->tail || !items->tailname)
    return refuse(w, "a tail needs both a row with its length and a name");
  const Field *f = rows_find(items->head, items->tail);
  if (!f || f->kind != KIND_UINT || strcmp(f->name, "kind") == 0 ||
      strcmp(f->name, "length") == 0)
    return refuse(w, "the tail's length has to be an integer of the head");
  Where here = where_in(w, items->tailname);
  return check_word(w, "tail", items->tailname) &&
         free_check(&here, items, items->tailname);
}

/* A list of rows that repeat: none of what options have. */
static bool entries_check(const Where *w, const Items *items) {
  uint64_t bits;
  if ((items->known && items->known->name) || items->bare || items->high ||
      items->ends || items->last || items->whole || items->joins ||
      items->inward || items->tail || items->tailname)
    return refuse(w, "rows that repeat cannot have kinds");
  if (!items->head || !items->head->name)
    return refuse(w, "has no rows that repeat");
  if (rows_find(items->head, "data") || rows_find(items->head, "padding"))
    return refuse(w, "the names \"data\" and \"padding\" are reserved");
  return plain_rows_check(w, items->head, true, &bits);
}

bool check_items(const Where *w, const Items *items) {
  const Field *kind;
  if (!items) return refuse(w, "a list without items");
  if (items->plain) return entries_check(w, items);
  if (!head_check(w, items, &kind) || !tail_check(w, items)) return false;
  for (const Item *item = items->known; item && item->name; item++) {
    if (item - items->known == KINDS_MAX)
      return refuse(w, "has more than %d kinds", KINDS_MAX);
    if (!item_check(w, items, kind, item)) return false;
  }
  return true;
}
