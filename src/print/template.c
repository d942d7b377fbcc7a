/*
** template.c - what the rows say of a header's text, ready to be filled in
*/
#include "template.h"

#include <stdlib.h>

#include "../core/items.h"

#define ITEMS_SHOWN 8   /* items of a list that a line names */
#define BYTES_SHOWN 32  /* bytes of a string that it shows */

/* The pieces of "text", from `p` to `end`. */
static unsigned split(Piece *pieces, const Known *k, const char *p,
                      const char *end) {
  unsigned n = 0;
  while (p < end) {
    const char *from = p;
    Piece *piece = pieces ? &pieces[n] : NULL;
    n++;
    if (*p != '{') {
      while (p < end && *p != '{') p++;
      if (piece)
        *piece = (Piece){from, (uint16_t)(p - from), -1, 0, n == 1};
      continue;
    }
    const char *close = memchr(p, '}', (size_t)(end - p));
    if (!close) return n - 1;
    char name[FIELD_TEXT_MAX];
    size_t size = (size_t)(close - p - 1);
    const char *colon = memchr(p, ':', size);
    if (colon) size = (size_t)(colon - p - 1);
    if (size >= sizeof name) size = sizeof name - 1;
    memcpy(name, p + 1, size);
    name[size] = '\0';
    if (piece)
      *piece = (Piece){NULL, 0, (int16_t)layout_find(&k->layout, name),
                       (uint8_t)(colon ? colon[1] - '0' : 0), n == 1};
    p = close + 1;
  }
  return n;
}

static unsigned split_all(Piece *pieces, const Known *k, const char *text) {
  unsigned n = 0;
  for (const char *p = text; p;) {
    const char *comma = strstr(p, ", ");
    n += split(pieces ? pieces + n : NULL, k, p,
               comma ? comma : p + strlen(p));
    p = comma ? comma + 2 : NULL;
  }
  return n;
}

bool template_init(Template *t, const Known *k, const char *text,
                   const Condition *when) {
  unsigned count = split_all(NULL, k, text);
  *t = (Template){.field = -1};
  t->pieces = calloc(count + 1, sizeof *t->pieces);
  if (!t->pieces) return false;
  t->count = split_all(t->pieces, k, text);
  if (!when || !when->field) return true;
  t->when = when;
  t->field = layout_find(&k->layout, when->field);
  return true;
}

bool template_all(Template *t, const Known *k) {
  unsigned count = k->layout.count;
  Piece *piece = calloc(count * 3 + 1, sizeof *piece);
  *t = (Template){.pieces = piece, .field = -1};
  if (!piece) return false;
  t->count = count * 3;
  for (unsigned i = 0; i < count; i++) {
    const char *name = k->layout.fields[i].name;
    *piece++ = (Piece){name, (uint16_t)strlen(name), -1, 0, true};
    *piece++ = (Piece){"=", 1, -1, 0, false};
    *piece++ = (Piece){NULL, 0, (int16_t)i, 0, false};
  }
  return true;
}

void template_free(Template *t) {
  free(t->pieces);
  *t = (Template){0};
}

const char *value_name(const Field *f, uint64_t number) {
  return f->names && !f->bits ? name_text(f->names, number) : NULL;
}

/* The first field of a row that repeats. */
static void entry_add(Out *o, const Items *items, const ItemView *view) {
  Entry e;
  Value v;
  item_begin(&e, items->head, view, 0, view->head);
  const Field *f = entry_next(&e, &v);
  if (f && f->kind != KIND_ITEMS) value_add(o, f, &v);
}

static void items_add(Out *o, const Items *items, const Value *v) {
  ItemView view;
  uint32_t at = 0;
  out_char(o, '[');
  for (int i = 0; items_next(items, v, &at, &view); i++) {
    if (i > 0) out_text(o, ", ");
    if (i == ITEMS_SHOWN || (!view.item && view.head == 0)) {
      out_text(o, "...");
      break;
    }
    if (view.item) out_text(o, view.item->name);
    else if (items->plain) entry_add(o, items, &view);
    else out_number(o, view.kind, 1);
  }
  out_char(o, ']');
}

void domain_add(Out *o, const Value *v) {
  if (!out_room(o, DOMAIN_TEXT_MAX)) return;
  o->size += value_domaintext(v, o->data + o->size);
}

void value_add(Out *o, const Field *f, const Value *v) {
  char text[128];
  const char *name;
  if (f->kind == KIND_ITEMS) {
    items_add(o, f->items, v);
  } else if (f->kind == KIND_NAME) {
    domain_add(o, v);
  } else if (f->kind == KIND_UINT && f->bits) {
    out_char(o, '[');
    out_add(o, text, bits_text(f->names, v->number, text, sizeof text));
    out_char(o, ']');
  } else if (f->kind == KIND_UINT && (name = value_name(f, v->number))) {
    out_text(o, name);
  } else if (f->kind == KIND_UINT ||
             (f->kind < KIND_BYTES && v->size == field_size(f))) {
    out_add(o, text, field_text(f, v, text));
  } else {
    size_t size = v->size < BYTES_SHOWN ? v->size : BYTES_SHOWN;
    out_char(o, '"');
    out_escaped(o, v->bytes, size);
    out_char(o, '"');
    if (size < v->size) out_text(o, "...");
  }
}

/* Adds a field; false: it is not there. */
static bool field_add(Out *o, const Piece *piece, const Layout *l,
                      const uint8_t *header, uint32_t length) {
  Value v = {0};
  if (piece->field < 0) return false;
  unsigned i = (unsigned)piece->field;
  if (!field_read(l, i, header, length, &v)) return false;
  const Field *f = &l->fields[i];
  if (f->kind == KIND_ITEMS && v.size == 0) return false;
  if (piece->digits) out_hex(o, v.number, piece->digits);
  else if (f->other || field_holds(l, &f->form, l->at[i].form, header, length))
    value_add(o, f, &v);
  else out_bytes(o, v.bytes, v.size);
  return true;
}

bool template_add(Out *o, const Template *t, const Known *k,
                  const uint8_t *header, uint32_t length) {
  size_t start = o->size, part = start;
  bool named = false, there = false;
  for (unsigned i = 0; i <= t->count; i++) {
    const Piece *piece = &t->pieces[i];
    if (i == t->count || piece->begins) {
      if (named && !there) o->size = part;
      if (i == t->count) break;
      part = o->size;
      named = there = false;
      if (o->size > start) out_text(o, ", ");
    }
    if (piece->text) {
      out_add(o, piece->text, piece->size);
      continue;
    }
    named = true;
    there |= field_add(o, piece, &k->layout, header, length);
  }
  return o->size > start;
}
