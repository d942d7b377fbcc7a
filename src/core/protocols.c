/*
** protocols.c - all protocols, and who carries whom
*/
#include "protocols.h"

#include <string.h>

#include "header.h"

#define SET_WORDS (sizeof(ProtocolSet) / sizeof(uint64_t))

unsigned protocols_find(const Protocols *all, const char *name) {
  for (unsigned i = 0; name && i < all->count; i++)
    if (strcmp(all->known[i]->protocol->name, name) == 0) return i;
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
  init_next(k);
  k->counted = true;
  for (unsigned i = k->layout.dynamic; i < k->layout.count; i++)
    if (p->fields[i].width > 0 || p->fields[i].sized || k->layout.open)
      k->counted = false;
  k->simple = k->length < 0 && k->extent < 0 && !p->is &&
              k->layout.dynamic == k->layout.count;
  k->steady = k->next_size > 0 && !p->lengths && (!p->inspect || p->steady);
  if (k->length < 0 && k->extent < 0 && !p->is && !p->inspect)
    k->swift = k->simple ? k->layout.fixed : k->layout.usual;
  k->plain = k->simple && k->next_size == 2 && !p->inspect;
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
  Known *k = all->known[index];
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
    for (unsigned parent = 0; parent < all->count; parent++)
      if (all->known[parent]->space == c->space || parent == c->space)
        set_add(&all->below[parent], c->protocol);
  }
  for (unsigned i = 0; i < all->count; i++)
    if (all->known[i]->otherwise != PROTOCOL_NONE)
      set_add(&all->below[i], all->known[i]->otherwise);
  for (unsigned k = 0; k < all->count; k++)
    for (unsigned i = 0; i < all->count; i++)
      for (size_t w = 0; set_has(&all->below[i], k) && w < SET_WORDS; w++)
        all->below[i].words[w] |= all->below[k].words[w];
}

unsigned protocols_count(const Protocol *const *list) {
  unsigned count = 0;
  while (count <= PROTOCOLS_MAX && list[count]) count++;
  return count;
}

const char *protocols_init(Protocols *all, const Protocol *const *list,
                           Known *room) {
  const char *wrong = NULL;
  unsigned count = protocols_count(list);
  if (count > PROTOCOLS_MAX) return "too many protocols";
  memset(all, 0, sizeof *all);
  memset(room, 0, count * sizeof *room);
  for (unsigned i = 0; i < CHILDREN_SIZE; i++)
    all->children[i].protocol = PROTOCOL_NONE;
  for (unsigned i = 0; i < DATALINKS_MAX; i++)
    all->roots[i].protocol = PROTOCOL_NONE;
  for (; all->count < count && !wrong; all->count++) {
    all->known[all->count] = &room[all->count];
    wrong = init_known(&room[all->count], list[all->count], all->count);
  }
  for (unsigned i = 0; i < all->count && !wrong; i++)
    wrong = link_protocol(all, i);
  for (unsigned i = 0; i < all->count; i++) link_only(all, all->known[i]);
  if (!wrong) close_below(all);
  return wrong;
}

/* The same of a child that has carriers of its own. */
static bool carried_number(const Protocols *all, unsigned parent,
                           unsigned child, const uint8_t *header,
                           uint32_t length, uint32_t *number) {
  const Known *k = all->known[child];
  unsigned space = all->known[parent]->space;
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
  for (unsigned i = 0; !found && i < all->count; i++)
    if (all->known[i]->otherwise == child)
      found = carried_number(all, parent, i, header, 0, number);
  return found;
}
