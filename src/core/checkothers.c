/*
** checkothers.c - what is wrong with protocols among each other
*/
#include <string.h>

#include "check.h"

bool check_count(unsigned count, Wrong *wrong) {
  Where w = {.names = {"protocols"}, .wrong = wrong};
  return count <= PROTOCOLS_MAX ||
         refuse(&w, "more than %d of them", PROTOCOLS_MAX);
}

bool check_name(const Protocols *all, const Protocol *p, Wrong *wrong) {
  Where w = {.names = {p->name}, .wrong = wrong};
  return protocols_find(all, p->name) == PROTOCOL_NONE ||
         refuse(&w, "two protocols have the name");
}

static const char *name_of(const Protocols *all, unsigned protocol) {
  return all->known[protocol]->protocol->name;
}

/* Whether the parent ever says the number of a carrier. */
static bool number_check(const Where *w, const Known *parent,
                         uint32_t number) {
  const Protocol *p = parent->protocol;
  const Field *next = &p->fields[parent->next < 0 ? 0 : parent->next];
  if (p->inspect) return true;
  if (parent->next < 0)
    return number == 0 ||
           refuse(w, "carried by \"%s\" under %u, but that has no field for "
                  "it: 0 expected", p->name, (unsigned)number);
  if (p->lengths && number > 0 && number <= LENGTHS_MAX)
    return refuse(w, "carried by \"%s\" under %u, which is a length there",
                  p->name, (unsigned)number);
  return field_takes(next, number) || (p->lengths && number == 0) ||
         refuse(w, "carried by \"%s\" under %u, which \"%s\" does not hold",
                p->name, (unsigned)number, p->next);
}

bool check_carrier(const Protocols *all, unsigned index, const Carrier *c,
                   Wrong *wrong) {
  Where w = {.names = {name_of(all, index)}, .wrong = wrong};
  unsigned parent = protocols_find(all, c->parent);
  if (parent == PROTOCOL_NONE) return true;
  const Known *k = all->known[parent];
  if (k->space != parent && !k->protocol->inspect)
    return refuse(&w, "carried by \"%s\", whose numbers are those of \"%s\": "
                  "name that", c->parent, name_of(all, k->space));
  unsigned other = protocols_child(all, parent, c->number);
  if (other != PROTOCOL_NONE)
    return refuse(&w, "carried by \"%s\" under %u, as \"%s\" is", c->parent,
                  (unsigned)c->number, name_of(all, other));
  if (all->numbers == CHILDREN_MAX)
    return refuse(&w, "carried under a number, but there are %d already",
                  CHILDREN_MAX);
  return number_check(&w, k, c->number);
}

bool check_link(const Protocols *all, unsigned index, int link,
                Wrong *wrong) {
  Where w = {.names = {name_of(all, index)}, .wrong = wrong};
  unsigned other = protocols_root(all, link);
  if (other != PROTOCOL_NONE)
    return refuse(&w, "link type %d begins with \"%s\" already", link,
                  name_of(all, other));
  return all->roots[DATALINKS_MAX - 1].protocol == PROTOCOL_NONE ||
         refuse(&w, "begins link type %d, but %d have a protocol already",
                link, DATALINKS_MAX);
}

bool check_others(const Protocols *all, unsigned index, Wrong *wrong) {
  Where w = {.names = {name_of(all, index)}, .wrong = wrong};
  const Known *k = all->known[index];
  unsigned space = all->known[k->space]->space, at = k->otherwise;
  if (space != k->space)
    return refuse(&w, "numbers of \"%s\", which are those of \"%s\": name that",
                  name_of(all, k->space), name_of(all, space));
  for (unsigned i = 0; at != PROTOCOL_NONE && i <= all->count; i++) {
    if (at == index)
      return refuse(&w, "otherwise \"%s\", and so round in a circle",
                    name_of(all, k->otherwise));
    at = all->known[at]->otherwise;
  }
  return true;
}
