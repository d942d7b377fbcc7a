/*
** checkframing.c - what is wrong with how long a protocol's messages are
*/
#include <string.h>

#include "check.h"
#include "cutter.h"

/* Whether items are no more than a head of fixed width, and data. */
static bool is_simple(const Items *items) {
  Layout head;
  RulePlace kind, length;
  layout_init(&head, items->head);
  return !items->plain && head.dynamic == head.count && !items->bare &&
         !items->high && !items->ends && !items->tail && items->align < 2 &&
         items->pad < 2 && rule_place(&head, "kind", &kind) &&
         rule_place(&head, "length", &length) && length.shift == 0 &&
         length.field->width % 8 == 0;
}

/* The kind of that name in the list that the header begins with. */
static const Item *find_kind(const Where *w, const Layout *l, const char *what,
                             const char *name) {
  const Item *kind = items_named(l->fields[0].items, name);
  if (!kind)
    wrong_write(w, "framing: %s \"%.*s\" is no kind of the first list's items",
                what, NAME_MAX_BYTES, name);
  return kind;
}

/* Whether the data of such items are a list of messages with lengths. */
static bool joined_check(const Where *w, const Layout *l, const char *name) {
  const Item *kind = find_kind(w, l, "joined", name);
  if (!kind) return false;
  const Items *inner = kind->fields ? kind->fields[0].items : NULL;
  return (inner && is_simple(inner) &&
          rows_size(inner->head) <= JOINED_HEAD) ||
         refuse(w, "framing: the data of \"%s\" are no list of messages with a "
                "head of at most %d bytes", name, JOINED_HEAD);
}

static bool ends_alike(const Field *f, const Field *row) {
  return f->ended && f->endsize == row->endsize &&
         memcmp(f->ended, row->ended, row->endsize) == 0;
}

/* A field that bytes end, always the same, the last one. The end of items is
** looked for behind that of an item; where there is none, it stands behind that
** of the field before. */
static bool ended_check(const Where *w, const Layout *l, const Field *f) {
  const Field *row = f->items ? f->items->head : NULL;
  if (f != &l->fields[l->count - 1] || !f->ended || f->other || f->unless)
    return refuse(w, "framing: \"%s\" is neither an integer nor the last "
                  "field, which bytes end, always the same", f->name);
  while (row && row->name && row[1].name) row++;
  if (f->endsize + (row ? row->endsize : 0) > CUTTER_END)
    return refuse(w, "framing: \"%s\" ends with more than %d bytes, those of "
                  "its last item included", f->name, CUTTER_END);
  if (row && !(row->ended && f->items->plain))
    return refuse(w, "framing: no bytes end the items of \"%s\"", f->name);
  return !row || (f > l->fields && ends_alike(f - 1, row)) ||
         refuse(w, "framing: the field before \"%s\" does not end as its items "
                "do", f->name);
}

bool check_framing(const Where *w, const Protocol *p, const Layout *l) {
  const Framing *framing = &p->framing;
  RulePlace place;
  if (!framing->field)
    return !(framing->header || framing->joined || framing->upto) ||
           refuse(w, "framing, but no field says how long a message is");
  if (p->prefix.parent)
    return refuse(w, "a prefix, and framing: one of the two");
  bool integer = rule_place(l, framing->field, &place);
  bool inside = strchr(framing->field, '.') != NULL;
  if (!place.field)
    return refuse(w, "framing: \"%.*s\" is no field", NAME_MAX_BYTES,
                  framing->field);
  if (!integer && (inside || place.field->kind == KIND_UINT))
    return refuse(w, "framing: \"%s\" is no integer in a fixed place, in "
                  "network order, within four bytes", framing->field);
  if (inside && (framing->header || !is_simple(l->fields[0].items) ||
                 strcmp(place.field->name, "length") != 0))
    return refuse(w, "framing: \"%s\" is not the length of items that are a "
                  "head and data", framing->field);
  if (!inside && (framing->joined || framing->upto))
    return refuse(w, "framing: joined, but messages are no items of a list");
  if (framing->upto && !framing->joined)
    return refuse(w, "framing: upto, but nothing is joined");
  if (!integer) return ended_check(w, l, place.field);
  return (!framing->joined || joined_check(w, l, framing->joined)) &&
         (!framing->upto || find_kind(w, l, "upto", framing->upto));
}
