/*
** init.c - all protocols: what follows from their rows
*/
#include <string.h>

#include "check.h"
#include "header.h"
#include "link.h"
#include "mould.h"

/* The index of a field that a protocol names; -1: it names none. */
static int8_t find_field(const Known *k, const char *name) {
  return (int8_t)(name ? layout_find(&k->layout, name) : -1);
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
  k->sides = k->ports && k->next == 1;
  if (k->ports || source < 0 || destination < 0 || source >= l->dynamic ||
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

/* Finds out whether usual headers can be taken without reading their fields. */
static void init_brisk(Known *k) {
  const Layout *l = &k->layout;
  const Field *length = k->length < 0 ? NULL : &l->fields[k->length];
  const Field *extent = k->extent < 0 ? NULL : &l->fields[k->extent];
  uint32_t unit = length && length->scale ? length->scale : 1;
  k->brisk = k->counted && !k->protocol->is;
  if (length && l->at[k->length].bytes != 1) k->brisk = false;
  else if (length) {
    unsigned shift = l->at[k->length].shift, mask = (1u << length->width) - 1;
    k->brisk &= length->plus == 0 && l->fixed % unit == 0 &&
                l->fixed / unit <= mask;
    k->length_at = l->at[k->length].offset / 8;
    k->length_mask = (uint8_t)(mask << shift);
    k->length_is = (uint8_t)(l->fixed / unit << shift);
  }
  if (!extent) return;
  k->extent_at = l->at[k->extent].offset / 8;
  k->brisk &= l->at[k->extent].bytes == 2 && extent->width == 16 &&
              !extent->scale && extent->plus == 0;
}

/* Makes the rules ready, in the room that they take. */
static void init_rules(Known *k, const Protocol *p, Look *looks) {
  unsigned count = rules_looks(p->rules);
  k->looks = looks;
  k->guards = (uint8_t)rules_ready(p->rules, &k->layout, looks);
  k->tests = (uint8_t)(count - k->guards);
  k->looked = k->tests > 0 || p->inspect;
}

/* The field that goes before `next` in the protocol's own numbers, or -1. */
static int8_t find_with(Known *k, const Rule *rules) {
  for (; rules && rules->reason; rules++)
    if (rules->with) return find_field(k, rules->with);
  return -1;
}

/* True when rules say that what follows is not what `next` says. */
static bool rules_turn(const Rule *rules) {
  for (; rules && rules->reason; rules++)
    if (rules->effect == RULE_OWN) return true;
  return false;
}

static void init_known(Known *k, const Protocol *p, unsigned index,
                       Look *looks) {
  k->protocol = p;
  k->index = (uint16_t)index;
  layout_init(&k->layout, p->fields);
  k->layout.open = !p->length;
  k->next = find_field(k, p->next);
  k->twin = find_field(k, p->twin);
  k->length = find_field(k, p->length);
  k->extent = find_field(k, p->extent.field);
  k->checksum = find_field(k, p->checksum.field);
  for (const Checksum *c = &p->checksum; c && c->field; c = c->other)
    k->sums |= BIT(find_field(k, c->field));
  if (k->length >= 0) k->layout.unit = p->fields[k->length].scale;
  k->layout.length = k->length;
  init_next(k);
  init_rules(k, p, looks);
  k->with = find_with(k, p->rules);
  if (k->with >= 0) k->split = (uint8_t)p->fields[k->next].width;
  for (unsigned i = k->layout.dynamic; i < k->layout.count; i++)
    if (k->layout.open && p->fields[i].width == 0 &&
        (p->fields[i].items || k->layout.at[i].counted >= 0))
      k->lists = true;
  k->counted = true;
  for (unsigned i = k->layout.dynamic; i < k->layout.count; i++)
    if (p->fields[i].width > 0 || p->fields[i].sized || k->layout.open ||
        p->fields[i].kind == KIND_NAME || p->fields[i].ended ||
        p->fields[i].span)
      k->counted = false;
  init_brisk(k);
  k->simple = k->length < 0 && k->extent < 0 && !k->guards &&
              k->layout.dynamic == k->layout.count;
  bool inspect = p->inspect && !p->rare;
  init_ends(k);
  k->steady = k->next_size > 0 && !p->lengths && !k->sides &&
              (!inspect || p->steady) && !rules_turn(p->rules);
  k->sure = k->simple && !k->tests && !inspect && !p->is;
  k->plain = k->sure && k->next_size == 2 && !k->sides;
}

/* Adds the bits of the lengths of usual headers. False: they are elsewhere. */
static bool add_usual(const Known *k, uint8_t *bits, size_t size) {
  const Layout *l = &k->layout;
  for (unsigned i = 0; l->usual > 0 && i < 2; i++) {
    if (l->lengths[i].at >= size ||
        k->preset[l->lengths[i].at] != l->lengths[i].size)
      return false;
    bits[l->lengths[i].at] = UINT8_MAX;
  }
  return true;
}

/*
** A header in which all that rules look at is as in one at its defaults, where
** no rule holds: none does.
*/
static void init_calm(Known *k) {
  uint8_t bits[sizeof k->calm_bits] = {0};
  const Look *look = k->looks, *end = look + k->guards + k->tests;
  if (k->preset_length < sizeof bits || !add_usual(k, bits, sizeof bits))
    return;
  for (; look < end; look++) {
    const Look *first = look;
    bool met = true;
    for (;; look++) {
      if (look->at + look->size > sizeof bits) return;
      met = look_met(look, k->preset) && met;
      if (!look->more) break;
    }
    if (met) return;
    for (; first <= look; first++) {
      for (unsigned i = 0; i < first->size; i++)
        bits[first->at + i] |=
            (uint8_t)(first->mask >> (first->size - 1 - i) * 8);
    }
  }
  memcpy(&k->calm_bits, bits, sizeof bits);
  memcpy(&k->calm, k->preset, sizeof bits);
  k->calm &= k->calm_bits;
}

/* Says which headers are taken at a look (after init_calm). */
static void init_swift(Known *k) {
  const Layout *l = &k->layout;
  const Protocol *p = k->protocol;
  if (k->length < 0 && k->extent < 0 && !p->is && (!p->inspect || p->rare) &&
      (k->sure || k->calm_bits))
    k->swift = l->dynamic == l->count ? l->fixed : l->usual;
}

/* The most bytes that a header has at its defaults. */
static size_t preset_room(const Protocol *p) {
  unsigned count = rows_count(p->fields, FIELDS_MAX);
  size_t room = 0;
  for (unsigned i = 0; i < count; i++) {
    const Field *f = &p->fields[i];
    if (f->width > 0) room += f->width / 8u + 1;
    else room += f->preset < DEFAULT_MAX ? (size_t)f->preset : DEFAULT_MAX;
    room += f->endsize + (f->kind == KIND_NAME ? 1u : 0u) +
            (f->other ? strlen(f->other) : 0);
    if (p->length && strcmp(f->name, p->length) == 0) room += f->scale;
  }
  return room;
}

/* The bytes of its rules, once ready; they may be wrong still. */
static size_t looks_room(const Protocol *p) {
  unsigned count = rules_looks(p->rules);
  return (count < LOOKS_MAX ? count : LOOKS_MAX) * sizeof(Look);
}

/* Adds a protocol, but for what it has to do with others. False: all->wrong. */
static bool add_protocol(Protocols *all, const Protocol *p, Known *k,
                         Look *looks, uint8_t *room) {
  if (!check_protocol(p, &all->wrong) || !check_name(all, p, &all->wrong))
    return false;
  init_known(k, p, all->count, looks);
  k->preset = room;
  k->preset_length = header_preset(&k->layout, room, preset_room(p));
  all->known[all->count++] = k;
  if (!check_preset(k, &all->wrong)) return false;
  init_calm(k);
  init_swift(k);
  return true;
}

/* Notes which others a protocol names. */
static void find_others(const Protocols *all, Known *k) {
  k->space = (uint16_t)protocols_find(all, k->protocol->space);
  if (k->space == PROTOCOL_NONE) k->space = k->index;
  k->otherwise = (uint16_t)protocols_find(all, k->protocol->otherwise);
  k->framer = (uint16_t)protocols_find(all, k->protocol->prefix.parent);
  k->prefix = k->framer == PROTOCOL_NONE ? 0 : k->protocol->prefix.size;
}

/* How many protocols a list has, PROTOCOLS_MAX + 1 where there are more. */
static unsigned list_count(const Protocol *const *list) {
  unsigned count = 0;
  while (count <= PROTOCOLS_MAX && list[count]) count++;
  return count;
}

size_t protocol_room(const Protocol *protocol) {
  return sizeof(Known) + looks_room(protocol) + preset_room(protocol);
}

size_t protocols_room(const Protocol *const *list) {
  unsigned count = list_count(list);
  size_t room = 0;
  for (unsigned i = 0; i < count; i++) room += protocol_room(list[i]);
  return room;
}

/* Adds all of a list. False: all->wrong says why not. */
static bool add_list(Protocols *all, const Protocol *const *list, void *room) {
  unsigned count = list_count(list);
  Known *known = room;
  Look *looks = (Look *)(known + count);
  uint8_t *presets = (uint8_t *)looks;
  if (!check_count(count, &all->wrong)) return false;
  memset(known, 0, count * sizeof *known);
  for (unsigned i = 0; i < count; i++) presets += looks_room(list[i]);
  for (unsigned i = 0; i < count; i++) {
    if (!add_protocol(all, list[i], &known[i], looks, presets)) return false;
    looks += known[i].guards + known[i].tests;
    presets += known[i].preset_length;
  }
  for (unsigned i = 0; i < count; i++) find_others(all, &known[i]);
  return protocols_link(all);
}

const char *protocols_init(Protocols *all, const Protocol *const *list,
                           void *room) {
  memset(all, 0, sizeof *all);
  if (!add_list(all, list, room)) return all->wrong.text;
  protocols_settle(all);
  moulds_make(all);
  return NULL;
}

const char *protocols_add(Protocols *draft, const Protocols *all,
                          const Protocol *p, bool replaces, void *room) {
  Known *k = room;
  *draft = *all;
  memset(k, 0, sizeof *k);
  k->replaces = replaces;
  if (!check_count(all->count + 1, &draft->wrong) ||
      !add_protocol(draft, p, k, (Look *)(k + 1),
                    (uint8_t *)(k + 1) + looks_room(p)))
    return draft->wrong.text;
  find_others(draft, k);
  if (!check_named(draft, k->index, &draft->wrong) || !protocols_link(draft))
    return draft->wrong.text;
  return NULL;
}
