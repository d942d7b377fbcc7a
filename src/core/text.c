/*
** text.c - headers as text
*/
#include <stdio.h>
#include <string.h>

#include "header.h"
#include "items.h"

#define ITEMS_SHOWN 12  /* of a list */

typedef struct Text {
  char *out;
  size_t size, room;
} Text;

static void add(Text *t, const char *text, size_t size) {
  if (size > t->room - t->size) size = t->room - t->size;
  memcpy(t->out + t->size, text, size);
  t->size += size;
}

static void add_value(Text *t, const Field *f, const Value *v);

/*
** What a line says of an item: the name or number of its kind; of a row that
** repeats its first field.
*/
static void add_item(Text *t, const Items *items, const ItemView *view) {
  char text[FIELD_TEXT_MAX];
  Entry e;
  Value v;
  if (items->plain && view->head > 0) {
    item_begin(&e, items->head, view, 0, view->head);
    const Field *f = entry_next(&e, &v);
    if (f && f->kind != KIND_ITEMS) add_value(t, f, &v);
    return;
  }
  snprintf(text, sizeof text, "%u", (unsigned)view->kind);
  const char *name = view->item ? view->item->name : view->head ? text : "...";
  add(t, name, strlen(name));
}

/* "(mss, nop)" */
static void add_items(Text *t, const Items *items, const Value *v) {
  ItemView view;
  uint32_t at = 0;
  add(t, "(", 1);
  for (int i = 0; items_next(items, v, &at, &view); i++) {
    if (i > 0) add(t, ", ", 2);
    if (i == ITEMS_SHOWN) add(t, "...", 3);
    else add_item(t, items, &view);
    if (i == ITEMS_SHOWN) break;
  }
  add(t, ")", 1);
}

/* Text, of which no byte harms a terminal. */
static void add_text(Text *t, const Value *v) {
  for (size_t i = 0; i < v->size; i++) {
    char hex[8];
    const char *c = (const char *)&v->bytes[i];
    if (*c >= ' ' && *c <= '~' && *c != '\\') add(t, c, 1);
    else add(t, hex, (size_t)snprintf(hex, sizeof hex, "\\x%02x",
                                      v->bytes[i]));
  }
}

static void add_name(Text *t, const Value *v) {
  char text[DOMAIN_TEXT_MAX];
  add(t, text, value_domaintext(v, text));
}

static void add_value(Text *t, const Field *f, const Value *v) {
  char text[FIELD_TEXT_MAX];
  if (f->kind == KIND_ITEMS) add_items(t, f->items, v);
  else if (f->kind == KIND_TEXT) add_text(t, v);
  else if (f->kind == KIND_NAME) add_name(t, v);
  else add(t, text, field_text(f, v, text));
}

/* A field, as a template has it: with so many hexadecimal `digits` or NULL. */
static void add_field(Text *t, const Field *f, const Value *v,
                      const char *digits) {
  char text[FIELD_TEXT_MAX];
  if (f->bits) {
    add(t, text, bits_text(f->names, v->number, text, sizeof text));
  } else if (digits) {
    int size = snprintf(text, sizeof text, "%0*llx", *digits - '0',
                        (unsigned long long)v->number);
    add(t, text, (size_t)size);
  } else {
    add_value(t, f, v);
  }
}

/*
** The field of a "{name}" or "{name:digits}" that begins at `p`, -1: it is not
** there; and where its '}' is, and the ':' or NULL.
*/
static int field_at(const Known *k, const Value *values, const char *p,
                    const char **end, const char **colon) {
  char name[FIELD_TEXT_MAX];
  *end = strchr(p, '}');
  *colon = memchr(p, ':', (size_t)(*end - p));
  snprintf(name, sizeof name, "%.*s",
           (int)((*colon ? *colon : *end) - p - 1), p + 1);
  int i = layout_find(&k->layout, name);
  return i >= 0 && values[i].set ? i : -1;
}

/* True when a template's part has none of the fields that it names. */
static bool lacks_all(const Known *k, const Value *values, const char *p,
                      const char *part_end) {
  const char *end, *colon;
  bool named = false;
  for (; p < part_end; p++) {
    if (*p != '{') continue;
    if (field_at(k, values, p, &end, &colon) >= 0) return false;
    named = true;
    p = end;
  }
  return named;
}

/* Adds a template's part. */
static void add_part(Text *t, const Known *k, const Value *values,
                     const char *p, const char *part_end) {
  while (p < part_end) {
    const char *end, *colon;
    if (*p != '{') {
      add(t, p++, 1);
      continue;
    }
    int i = field_at(k, values, p, &end, &colon);
    if (i < 0) add(t, "?", 1);
    else add_field(t, &k->layout.fields[i], &values[i],
                   colon ? colon + 1 : NULL);
    p = end + 1;
  }
}

static void add_all(Text *t, const Known *k, const Value *values) {
  bool first = true;
  for (unsigned i = 0; i < k->layout.count; i++) {
    const Field *f = &k->layout.fields[i];
    if (!values[i].set) continue;
    if (!first) add(t, ", ", 2);
    first = false;
    add(t, f->name, strlen(f->name));
    add(t, "=", 1);
    add_value(t, f, &values[i]);
  }
}

/* A template, but for those of its parts that have nothing to say. */
static void add_template(Text *t, const Known *k, const Value *values) {
  bool first = true;
  for (const char *p = k->protocol->text; p;) {
    const char *comma = strstr(p, ", ");
    const char *end = comma ? comma : p + strlen(p);
    if (!lacks_all(k, values, p, end)) {
      if (!first) add(t, ", ", 2);
      add_part(t, k, values, p, end);
      first = false;
    }
    p = comma ? comma + 2 : NULL;
  }
}

size_t header_text(const Known *k, const Value *values, char *out,
                   size_t room) {
  Text t = {out, 0, room - 1};  /* for the last one */
  add(&t, k->protocol->title, strlen(k->protocol->title));
  add(&t, "(", 1);
  if (k->protocol->text) add_template(&t, k, values);
  else add_all(&t, k, values);
  t.room = room;
  add(&t, ")", 1);
  return t.size;
}
