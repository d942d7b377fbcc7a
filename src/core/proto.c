/*
** proto.c - the protocols, who carries whom
*/
#include "proto.h"

#include <stdio.h>
#include <string.h>

#include "items.h"

#define ITEMS_SHOWN 12  /* of a list, in text */

#define PROTOCOL(name) extern const Protocol protocol_##name;
PROTOCOL_LIST(PROTOCOL)
#undef PROTOCOL

static const Protocol *const list[] = {
#define PROTOCOL(name) &protocol_##name,
  PROTOCOL_LIST(PROTOCOL)
#undef PROTOCOL
};

unsigned protocols_find(const Protocols *all, const char *name) {
  (void)all;
  for (unsigned i = 0; name && i < PROTOCOL_COUNT; i++)
    if (strcmp(list[i]->name, name) == 0) return i;
  return PROTOCOL_NONE;
}

unsigned protocols_root(const Protocols *all, int datalink) {
  for (unsigned i = 0; i < DATALINKS_MAX; i++)
    if (all->roots[i].protocol != PROTOCOL_NONE &&
        all->roots[i].datalink == datalink)
      return all->roots[i].protocol;
  return PROTOCOL_NONE;
}

/* The index of a field that a protocol names, in *index; -1: it names none. */
static bool find_field(const Known *k, const char *name, int8_t *index) {
  *index = (int8_t)(name ? layout_find(&k->layout, name) : -1);
  return !name || *index >= 0;
}

/* Notes where the ends of a flow are (flow.h). */
static void init_ends(Known *k) {
  const Layout *l = &k->layout;
  int source = layout_find(l, "source");
  int destination = layout_find(l, "destination");
  k->ports = layout_find(l, "sourceport") == 0 &&
             layout_find(l, "destinationport") == 1 &&
             l->fields[0].width == 16 && l->fields[1].width == 16 &&
             l->fixed >= 4;
  if (source < 0 || destination < 0 || source >= l->dynamic ||
      destination >= l->dynamic ||
      (l->fields[source].kind != KIND_IP4 &&
       l->fields[source].kind != KIND_IP6) ||
      l->fields[source].kind != l->fields[destination].kind)
    return;
  k->address = (uint8_t)field_size(&l->fields[source]);
  k->source_at = l->at[source].offset / 8;
  k->destination_at = l->at[destination].offset / 8;
}

/* Notes where the number of what follows is, if it is of whole bytes. */
static void init_next(Known *k) {
  if (k->next < 0 || k->next >= k->layout.dynamic) return;
  const Field *f = &k->protocol->fields[k->next];
  unsigned offset = k->layout.at[k->next].offset;
  if ((f->width != 8 && f->width != 16) || offset % 8 != 0 || f->scale ||
      f->plus || f->order != ORDER_NETWORK)
    return;
  k->next_size = (uint8_t)(f->width / 8);
  k->next_at = (uint16_t)(offset / 8);
}

static const char *init_known(Known *k, const Protocol *p, unsigned index) {
  k->protocol = p;
  k->is = p->is;
  k->index = (uint16_t)index;
  const char *wrong = layout_init(&k->layout, p->fields);
  if (wrong) return wrong;
  k->layout.open = !p->length;
  if (!find_field(k, p->next, &k->next) ||
      !find_field(k, p->twin, &k->twin) ||
      !find_field(k, p->length, &k->length) ||
      !find_field(k, p->extent.field, &k->extent) ||
      !find_field(k, p->checksum.field, &k->checksum))
    return "a protocol names a field that is not there";
  if (k->length >= 0) k->layout.unit = p->fields[k->length].scale;
  k->layout.length = k->length;
  init_next(k);
  for (unsigned i = k->layout.dynamic; i < k->layout.count; i++)
    if (k->layout.open && p->fields[i].width == 0 &&
        (p->fields[i].items || k->layout.at[i].counted >= 0))
      k->lists = true;
  k->counted = true;
  for (unsigned i = k->layout.dynamic; i < k->layout.count; i++)
    if (p->fields[i].width > 0 || p->fields[i].sized || k->layout.open)
      k->counted = false;
  k->simple = k->length < 0 && k->extent < 0 && !p->is &&
              k->layout.dynamic == k->layout.count;
  bool inspect = p->inspect && !p->rare;
  k->steady = k->next_size > 0 && !p->lengths && (!inspect || p->steady);
  if (k->length < 0 && k->extent < 0 && !p->is && !inspect)
    k->swift = k->simple ? k->layout.fixed : k->layout.usual;
  k->plain = k->simple && k->next_size == 2 && !inspect;
  init_ends(k);
  k->preset_length = header_preset(&k->layout, k->preset, PRESETS_SIZE);
  return k->preset_length == 0 ? "the defaults make no header" : NULL;
}

static const char *add_child(Protocols *all, unsigned child,
                             const Carrier *carrier) {
  unsigned space = protocols_find(all, carrier->parent);
  if (space == PROTOCOL_NONE) return NULL;
  unsigned slot = child_slot(space, carrier->number);
  for (unsigned i = 0; i < CHILDREN_SIZE; i++) {
    Child *at = &all->children[(slot + i) % CHILDREN_SIZE];
    if (at->protocol != PROTOCOL_NONE) {
      if (at->space == space && at->number == carrier->number)
        return "two protocols under one number";
      continue;
    }
    at->number = carrier->number;
    at->space = (uint16_t)space;
    at->protocol = (uint16_t)child;
    return NULL;
  }
  return "too many numbers: raise CHILDREN_SIZE";
}

static const char *link_protocol(Protocols *all, unsigned index) {
  Known *k = &all->known[index];
  const Protocol *p = k->protocol;
  k->space = (uint16_t)protocols_find(all, p->space);
  if (k->space == PROTOCOL_NONE) k->space = (uint16_t)index;
  k->otherwise = (uint16_t)protocols_find(all, p->otherwise);
  for (const Carrier *c = p->carriers; c->parent; c++) {
    const char *wrong = add_child(all, index, c);
    if (wrong) return wrong;
  }
  for (const int *link = p->datalinks; link && *link >= 0; link++) {
    unsigned i = 0;
    while (i < DATALINKS_MAX && all->roots[i].protocol != PROTOCOL_NONE) i++;
    if (i == DATALINKS_MAX) return "too many link types: raise DATALINKS_MAX";
    all->roots[i].datalink = *link;
    all->roots[i].protocol = (uint16_t)index;
  }
  return NULL;
}

/* Says what follows a protocol that has no field for it. */
static void link_only(Protocols *all, Known *k) {
  k->only = PROTOCOL_NONE;
  if (k->next < 0 && k->space == k->index)
    k->only = (uint16_t)protocols_child(all, k->space, 0);
}

/* Fills in below[][]: first the direct children, then what they lead to. */
static void close_below(Protocols *all) {
  for (unsigned i = 0; i < CHILDREN_SIZE; i++) {
    const Child *c = &all->children[i];
    if (c->protocol == PROTOCOL_NONE) continue;
    for (unsigned parent = 0; parent < PROTOCOL_COUNT; parent++)
      if (all->known[parent].space == c->space || parent == c->space)
        all->below[parent][c->protocol] = true;
  }
  for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
    if (all->known[i].otherwise != PROTOCOL_NONE)
      all->below[i][all->known[i].otherwise] = true;
  for (unsigned k = 0; k < PROTOCOL_COUNT; k++)
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
      for (unsigned j = 0; all->below[i][k] && j < PROTOCOL_COUNT; j++)
        if (all->below[k][j]) all->below[i][j] = true;
}

const char *protocols_init(Protocols *all) {
  const char *wrong = NULL;
  memset(all, 0, sizeof *all);
  for (unsigned i = 0; i < CHILDREN_SIZE; i++)
    all->children[i].protocol = PROTOCOL_NONE;
  for (unsigned i = 0; i < DATALINKS_MAX; i++)
    all->roots[i].protocol = PROTOCOL_NONE;
  for (unsigned i = 0; i < PROTOCOL_COUNT && !wrong; i++)
    wrong = init_known(&all->known[i], list[i], i);
  for (unsigned i = 0; i < PROTOCOL_COUNT && !wrong; i++)
    wrong = link_protocol(all, i);
  for (unsigned i = 0; i < PROTOCOL_COUNT; i++) link_only(all, &all->known[i]);
  if (!wrong) close_below(all);
  return wrong;
}

/* The same of a child that has carriers of its own. */
static bool carried_number(const Protocols *all, unsigned parent,
                           unsigned child, const uint8_t *header,
                           uint32_t length, uint32_t *number) {
  const Known *k = &all->known[child];
  unsigned space = all->known[parent].space;
  bool found = false;
  for (const Carrier *c = k->protocol->carriers; c->parent; c++) {
    unsigned at = protocols_find(all, c->parent);
    if (at != parent && (at != space || found)) continue;
    int when = c->when.field ? layout_find(&k->layout, c->when.field) : -1;
    if (!field_holds(&k->layout, &c->when, when, header, length)) continue;
    *number = c->number;
    found = true;
    if (at == parent) break;
  }
  return found;
}

bool protocols_number(const Protocols *all, unsigned parent, unsigned child,
                      const uint8_t *header, uint32_t length,
                      uint32_t *number) {
  bool found = carried_number(all, parent, child, header, length, number);
  /* what stands where another may stand is carried as that is */
  for (unsigned i = 0; !found && i < PROTOCOL_COUNT; i++)
    if (all->known[i].otherwise == child)
      found = carried_number(all, parent, i, header, 0, number);
  return found;
}

/* --- text --- */

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
