/*
** parts.c - what the headers of a fragment say, and what those of its datagram
** are to say
*/
#include "parts.h"

#include <string.h>

#include "../core/sum.h"

enum { MORE = 1 };  /* of the flags: others follow */

static void find_splits(const Protocols *all, const char *name,
                        Splits *splits) {
  splits->protocol = protocols_find(all, name);
  if (splits->protocol == PROTOCOL_NONE) return;
  const Layout *l = &all->known[splits->protocol]->layout;
  splits->offset = (unsigned)layout_find(l, "offset");
  splits->flags = (unsigned)layout_find(l, "flags");
  splits->id = (unsigned)layout_find(l, "id");
}

void parts_init(Parts *parts, const Protocols *all) {
  find_splits(all, "ip", &parts->splits[0]);
  find_splits(all, "fragment", &parts->splits[1]);
  parts->six = protocols_find(all, "ip6");
  parts->vlan = protocols_find(all, "vlan");
}

static uint32_t number(const Stack *s, const Layer *layer, unsigned field) {
  const Layout *l = &s->all->known[layer->protocol]->layout;
  return (uint32_t)layout_number(l, field, stack_header(s, layer));
}

static const Splits *splits_of(const Parts *parts, const Layer *layer) {
  for (unsigned i = 0; i < 2; i++)
    if (layer->protocol == parts->splits[i].protocol) return &parts->splits[i];
  return NULL;
}

/* The layer of the header of IP that a fragment's is part of. */
static unsigned ip_layer(const Stack *s, unsigned layer) {
  while (layer > 0 && !s->all->known[s->layers[layer].protocol]->address)
    layer--;
  return layer;
}

/* True for a header that may make its frame a fragment: it is whole, and one of
** IPv6 is behind what says so in one byte. */
static bool may_be_part(const Parts *parts, const Stack *s, unsigned layer) {
  const Layer *header = &s->layers[layer];
  if (header->length < s->all->known[header->protocol]->layout.fixed)
    return false;
  return header->protocol == parts->splits[0].protocol ||
         (s->layers[ip_layer(s, layer)].protocol == parts->six &&
          s->all->known[s->layers[layer - 1].protocol]->next_size == 1);
}

unsigned parts_layer(const Parts *parts, const Stack *s) {
  for (unsigned i = 0; i < s->count; i++) {
    const Layer *layer = &s->layers[i];
    const Splits *splits = splits_of(parts, layer);
    if (splits && may_be_part(parts, s, i) &&
        (number(s, layer, splits->offset) > 0 ||
         number(s, layer, splits->flags) & MORE))
      return i;
  }
  return s->count;
}

/* Where a header that says how long it is counts from. */
static uint32_t extent_from(const Known *k, const Layer *layer) {
  return layer->offset + (k->protocol->extent.header ? 0 : layer->length);
}

bool parts_piece(const Parts *parts, const Stack *s, unsigned layer,
                 Piece *piece) {
  const Layer *header = &s->layers[layer];
  const Splits *splits = splits_of(parts, header);
  const Layer *ip = &s->layers[ip_layer(s, layer)];
  const Known *k = s->all->known[ip->protocol];
  uint32_t body = header->offset + header->length;
  uint32_t there = frame_end(&s->frame), end = there;
  uint32_t from = extent_from(k, ip);
  uint32_t size = number(s, ip, (unsigned)k->extent);
  bool open = size == 0 && k->protocol->extent.open;
  if (!open) end = from + size;
  piece->bytes = s->frame.bytes + body;
  piece->offset = number(s, header, splits->offset);
  piece->size = end > body ? end - body : 0;
  piece->six = header != ip;
  piece->more = number(s, header, splits->flags) & MORE;
  piece->most = DATAGRAM_MAX - (header == ip ? ip->length : 0);
  return end <= there && end >= body &&
         (!open || s->frame.caplen >= s->frame.length);
}

void parts_key(const Parts *parts, const Stack *s, unsigned layer,
               uint8_t key[DATAGRAM_KEY]) {
  const Layer *header = &s->layers[layer];
  unsigned at = ip_layer(s, layer);
  const Layer *ip = &s->layers[at];
  const Known *k = s->all->known[ip->protocol];
  const uint8_t *bytes = stack_header(s, ip);
  uint32_t id = number(s, header, splits_of(parts, header)->id), tags = 0;
  memset(key, 0, DATAGRAM_KEY);
  memcpy(key, bytes + k->source_at, k->address);
  memcpy(key + 16, bytes + k->destination_at, k->address);
  memcpy(key + 32, &id, sizeof id);
  for (unsigned i = 0; i < at; i++)
    if (s->layers[i].protocol == parts->vlan)
      tags = tags << 16 | (uint32_t)stack_number(s, &s->layers[i], "id");
  memcpy(key + 36, &tags, sizeof tags);
  key[40] = k->address;
  if (header == ip) key[41] = (uint8_t)known_next(k, bytes);
}

/* --- first fragments --- */

/* Notes a header that says how long the frame is, if it does. */
static void note_span(const Stack *s, const Layer *layer, First *first) {
  const Known *k = s->all->known[layer->protocol];
  const Layout *l = &k->layout;
  if (k->extent < 0 || l->at[k->extent].bytes == 0 ||
      l->fields[k->extent].width != 16 || layer->length < l->fixed ||
      first->count == SPANS_MAX)
    return;
  Span *e = &first->spans[first->count++];
  e->at = layer->offset + l->at[k->extent].offset / 8;
  e->from = extent_from(k, layer);
  e->sum = 0;
  if (k->protocol->checksum.covers == COVERS_HEADER && k->checksum >= 0)
    e->sum = layer->offset + l->at[k->checksum].offset / 8;
}

void parts_first(const Parts *parts, const Stack *s, unsigned layer,
                 First *first) {
  const Layer *header = &s->layers[layer];
  const Known *k = s->all->known[header->protocol];
  unsigned ip = ip_layer(s, layer);
  first->ip = s->layers[ip].offset;
  first->protocol = s->layers[ip].protocol;
  first->head = header->offset;
  first->body = header->offset + header->length;
  if (ip == layer) {
    const Splits *splits = &parts->splits[0];
    first->head = first->body;
    first->more = 8 * header->offset + k->layout.at[splits->flags].offset +
                  k->layout.fields[splits->flags].width - 1;
  } else {
    first->link = header->offset + k->next_at;
    first->linked = s->layers[layer - 1].offset +
                    s->all->known[s->layers[layer - 1].protocol]->next_at;
  }
  for (unsigned i = ip + 1; i-- > 0;) note_span(s, &s->layers[i], first);
}

static uint16_t get16(const uint8_t *p) {
  return (uint16_t)(p[0] << 8 | p[1]);
}

static void put16(uint8_t *p, uint16_t n) {
  p[0] = (uint8_t)(n >> 8);
  p[1] = (uint8_t)n;
}

/* Changes the word at a place, which the checksum at `sum` covers; 0: none
** does. */
static void move_word(uint8_t *bytes, uint32_t at, uint32_t sum,
                      uint16_t value) {
  if (sum > 0)
    put16(bytes + sum, sum_move(get16(bytes + sum), get16(bytes + at), value));
  put16(bytes + at, value);
}

/*
** Has a header say that the frame ends at `size`; where that is too far, as it
** may be behind other headers of IPv6 or in a tunnel, that it is not known.
*/
static void put_span(uint8_t *bytes, const Span *e, size_t size) {
  size_t length = size - e->from;
  move_word(bytes, e->at, e->sum,
            length <= UINT16_MAX ? (uint16_t)length : 0);
}

void first_mend(uint8_t *bytes, const First *first, size_t size) {
  const Span *ip = &first->spans[0];
  if (first->linked > 0) {
    bytes[first->linked] = first->lost->bytes[first->link];
  } else {
    uint32_t bit = first->more - 8 * first->ip;
    uint32_t at = first->ip + bit / 16 * 2;
    move_word(bytes, at, ip->sum,
              (uint16_t)(get16(bytes + at) & ~(0x8000 >> bit % 16)));
  }
  for (unsigned i = 0; i < first->count; i++)
    put_span(bytes, &first->spans[i], size);
}
