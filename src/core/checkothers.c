/*
** checkothers.c - what is wrong with protocols among each other
*/
#include <string.h>

#include "check.h"
#include "near.h"

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

/* True when a protocol looks up numbers of its own. */
static bool has_own(const Protocol *p) {
  for (const Rule *r = p->rules; r && r->reason; r++)
    if (r->effect == RULE_OWN) return true;
  return p->inspect != NULL;
}

/* Whether the parent ever says the number of a carrier. */
static bool number_check(const Where *w, const Known *parent,
                         uint64_t number) {
  const Protocol *p = parent->protocol;
  const Field *next = &p->fields[parent->next < 0 ? 0 : parent->next];
  unsigned bits = 32;
  if (parent->with >= 0)
    bits = (unsigned)p->fields[parent->with].width + parent->split;
  if (bits < 64 && number >> bits)
    return refuse(w, "carried by \"%s\" under %llu, of more than %u bits",
                  p->name, (unsigned long long)number, bits);
  if (has_own(p)) return true;
  if (parent->next < 0)
    return number == 0 ||
           refuse(w, "carried by \"%s\" under %llu, but that has no field for "
                  "it: 0 expected", p->name, (unsigned long long)number);
  if (p->lengths && number > 0 && number <= LENGTHS_MAX)
    return refuse(w, "carried by \"%s\" under %llu, which is a length there",
                  p->name, (unsigned long long)number);
  return field_takes(next, number) || (p->lengths && number == 0) ||
         refuse(w, "carried by \"%s\" under %llu, which \"%s\" does not hold",
                p->name, (unsigned long long)number, p->next);
}

/* Whether the parent has numbers, this among them, and room for one more. */
static bool parent_check(const Where *w, const Protocols *all, unsigned parent,
                         uint64_t number) {
  const Known *k = all->known[parent];
  uint32_t low;
  if (k->space != parent && !has_own(k->protocol))
    return refuse(w, "carried by \"%s\", whose numbers are those of \"%s\": "
                  "name that", name_of(all, parent), name_of(all, k->space));
  if (all->numbers == CHILDREN_MAX)
    return refuse(w, "carried under a number, but there are %d already",
                  CHILDREN_MAX);
  if (all->grouped == GROUPS_MAX &&
      protocols_space(all, parent, number, &low) == PROTOCOL_NONE)
    return refuse(w, "carried under two numbers, but there are %d of the first "
                  "already", GROUPS_MAX);
  return number_check(w, k, number);
}

bool check_carrier(const Protocols *all, unsigned index, const Carrier *c,
                   Wrong *wrong) {
  Where w = {.names = {name_of(all, index)}, .wrong = wrong};
  unsigned parent = protocols_find(all, c->parent);
  if (parent == PROTOCOL_NONE) return true;
  unsigned other = protocols_own(all, parent, c->number);
  if (other != PROTOCOL_NONE && !all->known[index]->replaces)
    return refuse(&w, "carried by \"%s\" under %llu, as \"%s\" is", c->parent,
                  (unsigned long long)c->number, name_of(all, other));
  return parent_check(&w, all, parent, c->number);
}

bool check_carries(unsigned count, Wrong *wrong) {
  Where w = {.names = {"protocols"}, .wrong = wrong};
  return count <= CARRIES_MAX ||
         refuse(&w, "more than %d of them are carried otherwise", CARRIES_MAX);
}

bool check_carry(const Protocols *all, const Carry *c, Wrong *wrong) {
  Where w = {.names = {name_of(all, c->protocol)}, .wrong = wrong};
  return parent_check(&w, all, c->parent, c->number);
}

bool check_link(const Protocols *all, unsigned index, int link,
                Wrong *wrong) {
  Where w = {.names = {name_of(all, index)}, .wrong = wrong};
  unsigned other = protocols_root(all, link);
  if (other != PROTOCOL_NONE && all->known[index]->replaces) return true;
  if (other != PROTOCOL_NONE)
    return refuse(&w, "link type %d begins with \"%s\" already", link,
                  name_of(all, other));
  return all->roots[DATALINKS_MAX - 1].protocol == PROTOCOL_NONE ||
         refuse(&w, "begins link type %d, but %d have a protocol already",
                link, DATALINKS_MAX);
}

/*
** A prefix stands before headers of one protocol: what is otherwise another's
** would lose it where it is written.
*/
static bool otherwise_check(const Where *w, const Protocols *all,
                            const Known *k) {
  if (k->otherwise == PROTOCOL_NONE) return true;
  const char *name = name_of(all, k->otherwise);
  if (k->protocol->prefix.parent)
    return refuse(w, "a prefix, and otherwise \"%s\": one of the two", name);
  return !all->known[k->otherwise]->protocol->prefix.parent ||
         refuse(w, "otherwise \"%s\", which has a prefix", name);
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
      return refuse(&w, "otherwise \"%s\", which leads back to it",
                    name_of(all, k->otherwise));
    at = all->known[at]->otherwise;
  }
  return otherwise_check(&w, all, k);
}

static bool known_check(const Where *w, const Protocols *all, const char *what,
                        const char *name) {
  Near near;
  if (!name || protocols_find(all, name) != PROTOCOL_NONE) return true;
  near_begin(&near, name);
  for (unsigned i = 0; i < all->count; i++) near_offer(&near, name_of(all, i));
  return refuse(w, "%s \"%.*s\", which is no protocol%s%s%s", what,
                NAME_MAX_BYTES, name, near.name ? "; did you mean " : "",
                near.name ? near.name : "", near.name ? "?" : "");
}

bool check_named(const Protocols *all, unsigned index, Wrong *wrong) {
  const Protocol *p = all->known[index]->protocol;
  Where w = {.names = {p->name}, .wrong = wrong};
  for (const Carrier *c = p->carriers; c->parent; c++)
    if (!known_check(&w, all, "carried by", c->parent)) return false;
  return known_check(&w, all, "a prefix in", p->prefix.parent) &&
         known_check(&w, all, "numbers of", p->space) &&
         known_check(&w, all, "otherwise", p->otherwise);
}
