/*
** link.c - who carries whom, under which number
*/
#include "link.h"

#include <string.h>

#include "check.h"
#include "mould.h"

#define SET_WORDS (sizeof(ProtocolSet) / sizeof(uint64_t))

/* The entry of a number in a space, or the free one where it belongs. */
static Child *child_at(Protocols *all, unsigned space, uint32_t number) {
  unsigned slot = child_slot(space, number);
  for (;; slot = (slot + 1) % CHILDREN_SIZE) {
    Child *at = &all->children[slot];
    if (at->protocol == PROTOCOL_NONE ||
        (at->number == number && at->space == space))
      return at;
  }
}

/* Enters a number of a parent's own, or moves it. */
static void put_child(Protocols *all, unsigned parent, uint64_t own,
                      unsigned child) {
  uint32_t number;
  unsigned space = protocols_space(all, parent, own, &number);
  if (space == PROTOCOL_NONE) {
    space = PROTOCOLS_MAX + 1 + all->grouped;
    all->groups[all->grouped].parent = (uint16_t)parent;
    all->groups[all->grouped++].with =
        (uint32_t)(own >> all->known[parent]->split);
  }
  Child *at = child_at(all, space, number);
  if (at->protocol == PROTOCOL_NONE) all->numbers++;
  at->number = number;
  at->space = (uint16_t)space;
  at->protocol = (uint16_t)child;
}

static void put_root(Protocols *all, unsigned index, int link) {
  unsigned i = 0;
  while (all->roots[i].protocol != PROTOCOL_NONE &&
         all->roots[i].datalink != link)
    i++;
  all->roots[i].datalink = link;
  all->roots[i].protocol = (uint16_t)index;
}

/* Enters who carries a protocol. False: all->wrong says why not. */
static bool link_protocol(Protocols *all, unsigned index) {
  const Protocol *p = all->known[index]->protocol;
  if (!check_others(all, index, &all->wrong)) return false;
  for (const Carrier *c = p->carriers; c->parent; c++) {
    unsigned space = protocols_find(all, c->parent);
    if (!check_carrier(all, index, c, &all->wrong)) return false;
    if (space != PROTOCOL_NONE) put_child(all, space, c->number, index);
  }
  for (const int *link = p->datalinks; link && *link >= 0; link++) {
    if (!check_link(all, index, *link, &all->wrong)) return false;
    put_root(all, index, *link);
  }
  return true;
}

/* Enters what was carried when so many protocols were known. */
static bool link_carries(Protocols *all, unsigned count) {
  for (const Carry *c = all->carries; c; c = c->next) {
    if (c->count != count) continue;
    if (!check_carry(all, c, &all->wrong)) return false;
    put_child(all, c->parent, c->number, c->protocol);
  }
  return true;
}

/* Fills in below[][]: first the direct children, then what they lead to. */
static void close_below(Protocols *all) {
  memset(all->below, 0, sizeof all->below);
  for (unsigned i = 0; i < CHILDREN_SIZE; i++) {
    const Child *c = &all->children[i];
    if (c->protocol == PROTOCOL_NONE) continue;
    unsigned space = c->space <= PROTOCOLS_MAX
                       ? c->space : all->groups[c->space - PROTOCOLS_MAX - 1]
                                        .parent;
    for (unsigned parent = 0; parent < all->count; parent++)
      if (all->known[parent]->space == space || parent == space)
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

bool protocols_link(Protocols *all) {
  all->numbers = all->grouped = 0;
  for (unsigned i = 0; i < CHILDREN_SIZE; i++)
    all->children[i].protocol = PROTOCOL_NONE;
  for (unsigned i = 0; i < DATALINKS_MAX; i++)
    all->roots[i].protocol = PROTOCOL_NONE;
  for (unsigned i = 0; i < all->count; i++)
    if (!link_protocol(all, i) || !link_carries(all, i + 1)) return false;
  close_below(all);
  return true;
}

void protocols_settle(const Protocols *all) {
  for (unsigned i = 0; i < all->count; i++) {
    Known *k = all->known[i];
    k->only = PROTOCOL_NONE;
    if (k->next < 0 && k->space == k->index)
      k->only = (uint16_t)protocols_child(all, k->space, 0);
  }
}

void protocols_take(Protocols *all, const Protocols *draft) {
  unsigned version = all->version + 1;
  *all = *draft;
  all->version = version;
  protocols_settle(all);
  moulds_make(all);
}

const char *protocols_carry(Protocols *draft, const Protocols *all,
                            Carry *carry) {
  Carry **last;
  unsigned count = 1;
  *draft = *all;
  for (last = &draft->carries; *last; last = &(*last)->next) count++;
  if (carry && !check_carries(count, &draft->wrong)) return draft->wrong.text;
  *last = carry;
  if (protocols_link(draft)) return NULL;
  *last = NULL;  /* of the list that both have, unless it was empty */
  return draft->wrong.text;
}
