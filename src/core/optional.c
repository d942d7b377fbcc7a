/*
** optional.c - what of a composed packet follows from options
*/
#include "optional.h"

#include <string.h>

#include "items.h"

#define CRITICAL 0x80  /* of a kind of Geneve's: it must be understood */
#define JUMBO 0xc2     /* the kind of a jumbogram's option (RFC 2675) */

static bool named(const Known *k, const char *name) {
  return strcmp(k->protocol->name, name) == 0;
}

static bool was_set(const Part *p, int field) {
  return p->values && p->values[field].set;
}

/* The first item of a kind, of which the bits `mask` count. False: none. */
static bool find(const Items *items, const Value *list, uint32_t mask,
                 uint32_t kind, ItemView *view) {
  uint32_t offset = 0;
  while (items_next(items, list, &offset, view))
    if (view->head > 0 && (view->kind & mask) == kind)
      return true;
  return false;
}

/* True when one of a header's options is critical. */
static bool has_critical(const Known *k, int options, const uint8_t *header,
                         uint32_t length) {
  Value v;
  ItemView view = {0};
  return field_read(&k->layout, (unsigned)options, header, length, &v) &&
         find(k->layout.fields[options].items, &v, CRITICAL, CRITICAL, &view);
}

/*
** Geneve says in its head whether an option is critical (RFC 8926, 3.4). A
** captured flag that lies stays, until that changes.
*/
static void settle_critical(const Known *k, const Part *p, uint8_t *header) {
  int options = layout_find(&k->layout, "options");
  int critical = layout_find(&k->layout, "critical");
  if (!was_set(p, options) || was_set(p, critical) || p->set >> critical & 1)
    return;
  bool has = has_critical(k, options, header, p->written);
  if (p->flags & LAYER_MADE ||
      has != has_critical(k, options, p->base, p->length))
    field_write(&k->layout, (unsigned)critical, header, p->written, has);
}

/* The size of a jumbogram counts the bytes behind the IPv6 header. */
static void settle_jumbo(const Known *k, const Part *p, uint8_t *header,
                         uint32_t more) {
  int options = layout_find(&k->layout, "options");
  Value v;
  ItemView view = {0};
  if (was_set(p, options) ||
      !field_read(&k->layout, (unsigned)options, header, p->written, &v) ||
      !find(k->layout.fields[options].items, &v, 0xff, JUMBO, &view) ||
      view.end - view.head != 4)
    return;
  uint8_t *at = header + (view.bytes - header) + view.head;
  uint32_t size = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
                  (uint32_t)at[2] << 8 | at[3];
  size += more;
  for (int i = 3; i >= 0; i--, size >>= 8) at[i] = (uint8_t)size;
}

void optional_settle(const Protocols *all, const Part *parts, unsigned count,
                     uint8_t *out, uint32_t end) {
  for (unsigned i = 0; i < count; i++) {
    const Part *p = &parts[i];
    const Known *k = all->known[p->protocol];
    if (p->flags & LAYER_CUT) continue;
    if (named(k, "geneve")) settle_critical(k, p, out + p->offset);
    if (i > 0 && p->captured && named(k, "hopbyhop") &&
        named(all->known[parts[i - 1].protocol], "ip6"))
      settle_jumbo(k, p, out + p->offset,
                   end - p->offset - (p->length + p->carried));
  }
}
