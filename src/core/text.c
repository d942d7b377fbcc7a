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

/* "(mss, nop)": the names of a list's items, the numbers of unknown kinds. */
static void add_items(Text *t, const Items *items, const Value *v) {
  char text[FIELD_TEXT_MAX];
  ItemView view;
  uint32_t at = 0;
  add(t, "(", 1);
  for (int i = 0; items_next(items, v->bytes, (uint32_t)v->size, &at, &view);
       i++) {
    const char *name = view.item ? view.item->name : view.head ? text : "...";
    snprintf(text, sizeof text, "%u", (unsigned)items_number(items, &view));
    if (i > 0) add(t, ", ", 2);
    if (i == ITEMS_SHOWN) name = "...";
    add(t, name, strlen(name));
    if (i == ITEMS_SHOWN) break;
  }
  add(t, ")", 1);
}

static void add_value(Text *t, const Field *f, const Value *v) {
  char text[FIELD_TEXT_MAX];
  if (f->kind == KIND_ITEMS) add_items(t, f->items, v);
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
  Text t = {out, 0, room};
  add(&t, k->protocol->title, strlen(k->protocol->title));
  add(&t, "(", 1);
  if (k->protocol->text) add_template(&t, k, values);
  else add_all(&t, k, values);
  add(&t, ")", 1);
  return t.size;
}
