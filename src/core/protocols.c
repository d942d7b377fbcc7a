/*
** protocols.c - all protocols, and who carries whom
*/
#include "protocols.h"

#include <string.h>

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

unsigned protocols_space(const Protocols *all, unsigned parent,
                         uint64_t number, uint32_t *low) {
  const Known *k = all->known[parent];
  uint64_t with = k->with < 0 ? number >> 32 : number >> k->split;
  *low = (uint32_t)(k->with < 0 ? number : number - (with << k->split));
  if (with == 0) return parent;
  for (unsigned i = 0; i < all->grouped; i++)
    if (all->groups[i].parent == parent && all->groups[i].with == with)
      return PROTOCOLS_MAX + 1 + i;
  return PROTOCOL_NONE;
}

unsigned protocols_own(const Protocols *all, unsigned parent,
                       uint64_t number) {
  uint32_t low;
  unsigned space = protocols_space(all, parent, number, &low);
  return space == PROTOCOL_NONE ? PROTOCOL_NONE
                                : protocols_child(all, space, low);
}

/*
** The number under which a carry has `child` stand in a space. False: it does
** not.
*/
static bool told_number(const Protocols *all, unsigned space, unsigned child,
                        uint64_t *number) {
  for (const Carry *c = all->carries; c; c = c->next) {
    if (c->protocol != child || c->parent != space ||
        protocols_own(all, space, c->number) != child)
      continue;
    *number = c->number;
    return true;
  }
  return false;
}

/* The same of a child that has carriers of its own. */
static bool carried_number(const Protocols *all, unsigned parent,
                           unsigned child, const uint8_t *header,
                           uint32_t length, uint64_t *number) {
  const Known *k = all->known[child];
  unsigned space = all->known[parent]->space;
  bool found = false;
  for (const Carrier *c = k->protocol->carriers; c->parent; c++) {
    unsigned at = protocols_find(all, c->parent);
    if (at != parent && (at != space || found)) continue;
    /* the number may be another's now */
    if (protocols_own(all, at, c->number) != child) continue;
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
                      uint64_t *number) {
  bool found = carried_number(all, parent, child, header, length, number) ||
               told_number(all, parent, child, number) ||
               told_number(all, all->known[parent]->space, child, number);
  /* what stands where another may stand is carried as that is */
  for (unsigned i = 0; !found && i < all->count; i++)
    if (all->known[i]->otherwise == child)
      found = carried_number(all, parent, i, header, 0, number);
  return found;
}

const Computed *computed_find(const Protocol *p, const char *name) {
  for (const Computed *c = p->computed; c && c->name; c++)
    if (strcmp(c->name, name) == 0) return c;
  return NULL;
}
