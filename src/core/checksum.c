/*
** checksum.c - the checksums in a packet, and whether they are right
*/
#include "checksum.h"

#include <string.h>

#include "items.h"
#include "sum.h"

/* --- what a checksum covers --- */

static bool named(const Known *k, const char *name) {
  return strcmp(k->protocol->name, name) == 0;
}

static const uint8_t *header_of(const Decoded *d, unsigned layer) {
  return d->bytes + d->layers[layer].offset;
}

/* A field of a layer by name. False: it is not there. */
static bool read_named(const Protocols *all, const Decoded *d, unsigned layer,
                       const char *name, Value *v) {
  const Layout *l = &all->known[d->layers[layer].protocol]->layout;
  int i = layout_find(l, name);
  *v = (Value){0};
  return i >= 0 && field_read(l, (unsigned)i, header_of(d, layer),
                              d->layers[layer].length, v);
}

bool layer_counts(const Known *k, const uint8_t *header, const Layer *layer,
                  uint64_t *end) {
  const Extent *extent = &k->protocol->extent;
  Value v;
  if (k->extent >= 0 &&
      field_read(&k->layout, (unsigned)k->extent, header, layer->length, &v) &&
      !(v.number == 0 && extent->open)) {
    *end = layer->offset + v.number + (extent->header ? 0 : layer->length);
    return true;
  }
  if (!k->protocol->lengths ||
      !field_read(&k->layout, (unsigned)k->next, header, layer->length, &v) ||
      v.number > LENGTHS_MAX)
    return false;
  *end = layer->offset + layer->length + v.number;
  return true;
}

/*
** Where what a layer carries ends, as it and those around it count. False: not
** all of that is there.
*/
static bool reach(const Protocols *all, const Decoded *d, unsigned layer,
                  uint32_t *end) {
  bool whole = d->size >= d->length;
  *end = d->size;
  for (unsigned i = 0; i <= layer; i++) {
    const Layer *at = &d->layers[i];
    uint64_t says;
    if (!layer_counts(all->known[at->protocol], header_of(d, i), at, &says))
      continue;
    whole = says <= *end && says >= at->offset + at->length;
    if (whole) *end = (uint32_t)says;
  }
  return whole && *end >= d->layers[layer].offset + d->layers[layer].length;
}

/* Who a pseudo header says sends to whom. */
typedef struct Pseudo {
  Value source, destination;
} Pseudo;

/*
** The receiver that an IPv6 Routing header sends the packet on to (RFC 8200,
** section 8.1), where segments are left. False: a kind of routing that is not
** known.
*/
static bool route(const Protocols *all, const Decoded *d, unsigned layer,
                  Value *to) {
  Value left, type, v;
  if (!read_named(all, d, layer, "segmentsleft", &left) || left.number == 0)
    return true;
  if (!read_named(all, d, layer, "type", &type)) return false;
  if (type.number == 2) return read_named(all, d, layer, "homeaddress", to);
  if ((type.number != 0 && type.number != 4) ||
      !read_named(all, d, layer, type.number == 0 ? "addresses" : "segments",
                  &v) || v.size < 16)
    return false;
  /* RFC 2460: the last one listed; RFC 8754: the first, the list is reversed */
  size_t last = type.number == 0 ? v.size / 16 * 16 - 16 : 0;
  *to = (Value){.bytes = v.bytes + last, .size = 16};
  return true;
}

/*
** What options say of sender and receiver: the last address of an IPv4 source
** route that is not yet at its end (RFC 791), the home address of a mobile node
** (RFC 6275, section 11.3.2).
*/
static void read_options(const Protocols *all, const Decoded *d,
                         unsigned layer, Pseudo *pseudo) {
  const Layout *l = &all->known[d->layers[layer].protocol]->layout;
  int field = layout_find(l, "options");
  Value v;
  ItemView item;
  uint32_t offset = 0;
  if (field < 0 || !l->fields[field].items ||
      !read_named(all, d, layer, "options", &v))
    return;
  while (items_next(l->fields[field].items, &v, &offset, &item)) {
    if (!item.item || !item.fits) continue;
    const char *name = item.item->name;
    const uint8_t *data = item.bytes + item.head;
    uint32_t size = item.end - item.head;
    if ((strcmp(name, "loosesource") == 0 ||
         strcmp(name, "strictsource") == 0) &&
        size >= 5 && data[0] < item.end)
      pseudo->destination = (Value){.bytes = item.bytes + item.end - 4,
                                    .size = 4};
    else if (strcmp(name, "homeaddress") == 0 && size >= 16)
      pseudo->source = (Value){.bytes = data, .size = 16};
  }
}

/* False: no IP header is around the layer, or one of unknown routing. */
static bool find_pseudo(const Protocols *all, const Decoded *d, unsigned layer,
                        unsigned *ip, Pseudo *pseudo) {
  const Known *k;
  *ip = layer;
  do {
    if (*ip == 0) return false;
    k = all->known[d->layers[--*ip].protocol];
  } while (!k->address);
  if (!read_named(all, d, *ip, "source", &pseudo->source) ||
      !read_named(all, d, *ip, "destination", &pseudo->destination))
    return false;
  for (unsigned i = *ip; i < layer; i++) {
    k = all->known[d->layers[i].protocol];
    if (named(k, "routing") && !route(all, d, i, &pseudo->destination))
      return false;
    if (i == *ip || named(k, "destinationoptions"))
      read_options(all, d, i, pseudo);
  }
  return true;
}

/*
** The sum of the pseudo header of `size` bytes that a layer is and carries;
** `sixth`: 0 behind IPv4. False: it is in no IP packet, or that does not say
** whose.
*/
static bool sum_pseudo(const Protocols *all, const Decoded *d, unsigned layer,
                       uint32_t size, bool sixth, uint16_t *sum) {
  const Layer *at = &d->layers[layer];
  Pseudo p;
  uint64_t number;
  unsigned ip;
  if (!find_pseudo(all, d, layer, &ip, &p) ||
      !protocols_number(all, d->layers[ip].protocol, at->protocol,
                        header_of(d, layer), at->length, &number))
    return false;
  *sum = 0;
  if (sixth && p.source.size == 4) return true;
  *sum = sum_join(sum_fold(number + size),
                  sum_join(sum_bytes(p.source.bytes, p.source.size),
                           sum_bytes(p.destination.bytes,
                                     p.destination.size)));
  return true;
}

/* True when a layer is in a fragment, of which the rest is elsewhere. */
static bool fragmented(const Protocols *all, const Decoded *d,
                       unsigned layer) {
  for (unsigned i = 0; i < layer; i++) {
    const Known *k = all->known[d->layers[i].protocol];
    Value flags, offset;
    if ((k->address || named(k, "fragment")) &&
        read_named(all, d, i, "flags", &flags) &&
        read_named(all, d, i, "offset", &offset) &&
        (flags.number & 1 || offset.number > 0))
      return true;
  }
  return false;
}

/* --- reading and writing --- */

const Checksum *checksum_find(const Known *k, const uint8_t *header,
                              uint32_t length, int *field) {
  const Checksum *c = &k->protocol->checksum;
  const Layout *l = &k->layout;
  *field = k->checksum;
  if (!c->field) return NULL;
  while (c->when.field && !field_holds(l, &c->when,
                                       layout_find(l, c->when.field), header,
                                       length)) {
    c = c->other;
    if (!c) return NULL;
    *field = layout_find(l, c->field);
  }
  return c;
}

/* A CRC32c is sent lowest byte first (RFC 9260, section 6.8). */
static uint32_t crc_order(const Field *f, uint64_t number) {
  uint32_t n = (uint32_t)number;
  if (f->order == ORDER_LITTLE) return n;
  return n >> 24 | (n >> 8 & 0xff00) | (n << 8 & 0xff0000) | n << 24;
}

/*
** The sum of `size` bytes that begin with a header, the checksum in them (a
** CRC32c: at byte `at`) taken for zeros.
*/
static uint32_t sum_without(const Checksum *c, uint32_t at,
                            const uint8_t *header, uint32_t size,
                            uint32_t checksum) {
  static const uint8_t zeros[4] = {0};
  if (c->kind != SUM_CRC32C) {
    uint16_t sum = c->kind == SUM_CISCO ? sum_cisco(header, size)
                                        : sum_bytes(header, size);
    return sum == 0 ? 0 : sum_join(sum, (uint16_t)~checksum);
  }
  uint32_t crc = crc32c(crc32c(0, header, at), zeros, sizeof zeros);
  return crc32c(crc, header + at + 4, size - at - 4);
}

/*
** checksum_read of checksum `c` in `field`, and in *whole whether all that is
** covered is there.
*/
static bool read_sum(const Protocols *all, const Decoded *d, unsigned layer,
                     const Checksum *c, int field, uint32_t *checksum,
                     uint32_t *sum, bool *whole) {
  const Layer *at = &d->layers[layer];
  const Known *k = all->known[at->protocol];
  const uint8_t *header = header_of(d, layer);
  uint32_t end = at->offset + at->length;
  uint16_t pseudo = 0;
  Value v;
  if (!c || at->flags & LAYER_CUT ||
      !field_read(&k->layout, (unsigned)field, header, at->length, &v))
    return false;
  *checksum = c->kind != SUM_CRC32C ? (uint32_t)v.number
              : crc_order(&k->layout.fields[field], v.number);
  bool sixth = c->covers == COVERS_HEADER6;
  *whole = sixth || c->covers == COVERS_HEADER || reach(all, d, layer, &end);
  if (end < at->offset + at->length) end = at->offset + at->length;
  uint32_t size = end - at->offset;
  if ((sixth || c->covers == COVERS_PSEUDO) &&
      !sum_pseudo(all, d, layer, size, sixth, &pseudo))
    return false;
  *sum = sum_without(c, k->layout.at[field].offset / 8u, header, size,
                     *checksum);
  if (sixth || c->covers == COVERS_PSEUDO)
    *sum = sum_join((uint16_t)*sum, pseudo);
  return true;
}

/* checksum_find, of a layer. */
static const Checksum *find_sum(const Protocols *all, const Decoded *d,
                                unsigned layer, int *field) {
  const Layer *at = &d->layers[layer];
  return checksum_find(all->known[at->protocol], header_of(d, layer),
                       at->length, field);
}

bool checksum_read(const Protocols *all, const Decoded *d, unsigned layer,
                   uint32_t *checksum, uint32_t *sum) {
  bool whole;
  int field;
  const Checksum *c = find_sum(all, d, layer, &field);
  return read_sum(all, d, layer, c, field, checksum, sum, &whole);
}

uint32_t checksum_of(const Checksum *c, uint32_t sum) {
  if (c->kind == SUM_CRC32C) return sum;
  uint16_t checksum = (uint16_t)~sum;
  return checksum == 0 && c->optional ? 0xffff : checksum;
}

void checksum_write(const Protocols *all, uint8_t *bytes, const Layer *layer,
                    uint32_t checksum) {
  const Known *k = all->known[layer->protocol];
  uint8_t *header = bytes + layer->offset;
  int field;
  const Checksum *c = checksum_find(k, header, layer->length, &field);
  if (!c) return;
  if (c->kind == SUM_CRC32C)
    checksum = crc_order(&k->layout.fields[field], checksum);
  field_write(&k->layout, (unsigned)field, header, layer->length, checksum);
}

Verdict checksum_judge(const Protocols *all, const Decoded *d,
                       unsigned layer) {
  uint32_t checksum, sum;
  bool whole;
  int field;
  const Checksum *c = find_sum(all, d, layer, &field);
  if (!read_sum(all, d, layer, c, field, &checksum, &sum, &whole))
    return SUM_UNKNOWN;
  if (c->optional && checksum == 0) return SUM_UNSET;
  if (!whole || (c->covers != COVERS_HEADER && fragmented(all, d, layer)))
    return SUM_UNKNOWN;
  bool good = c->kind == SUM_CRC32C ? checksum == sum
              : sum_join((uint16_t)checksum, (uint16_t)sum) == 0xffff;
  return good ? SUM_GOOD : SUM_BAD;
}
