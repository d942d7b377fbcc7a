/*
** compose.c - packets from headers: what was set stands, the rest follows
*/
#include "compose.h"

#include <string.h>

#include "header.h"
#include "items.h"
#include "message.h"
#include "optional.h"
#include "ports.h"
#include "sum.h"

size_t packet_room(const Protocols *all, const Part *parts, unsigned count,
                   size_t size) {
  size_t room = size;
  for (unsigned i = 0; i < count; i++) {
    const Layout *l = &all->known[parts[i].protocol]->layout;
    Value was;
    room += parts[i].length + l->unit + all->known[parts[i].protocol]->prefix;
    for (unsigned f = 0; parts[i].values && f < l->count; f++) {
      const Value *v = &parts[i].values[f];
      /* a sized field takes its unset fellows along */
      if (v->set && l->fields[f].kind != KIND_UINT) room += v->size * l->count;
      if (v->set || l->fields[f].when.field || l->fields[f].optional)
        room += l->fields[f].width / 8 + 1u;
      if (l->fields[f].width == 0)
        room += l->fields[f].preset + l->fields[f].endsize + 1u +
                (l->fields[f].other ? strlen(l->fields[f].other) : 0);
      if (l->named && field_named(&l->fields[f]) &&
          field_read(l, f, parts[i].base, parts[i].length, &was))
        room += message_size(&l->fields[f], &was);
    }
  }
  return room;
}

void part_origin(const Protocols *all, const Decoded *from, uint32_t end,
                 unsigned layer, Part *part) {
  const Layer *at = &from->layers[layer];
  part->captured = true;
  part->carried = end > at->offset + at->length
                    ? end - at->offset - at->length : 0;
  part->framed = layer > 0 && protocols_framed(all, at[-1].protocol,
                                               at->protocol);
  if (part->framed) {
    const Known *k = all->known[at->protocol];
    bool last = layer + 1 >= from->count || at[1].protocol != at->protocol;
    part->prefix = prefix_read(k, from->bytes + at->offset - k->prefix);
    part->framing = at->length + (last ? part->carried : 0);
  }
  part->summed = checksum_read(all, from, layer, &part->checksum, &part->sum);
}

static bool is_set(const Part *p, int field) {
  return field >= 0 && (p->values ? p->values[field].set
                                  : (bool)(p->set >> field & 1));
}

/*
** The bytes of a header that its rows do not name: those behind the last of
** them, as far as the header's own length goes.
*/
static uint32_t nameless(const Known *k, const Part *p) {
  const Layout *l = &k->layout;
  uint32_t rows = layout_length(l, p->base, p->length, NULL);
  Value v;
  if (k->length < 0 || p->flags & LAYER_MADE) return 0;
  for (unsigned i = l->dynamic; i < l->count; i++) {
    const Field *f = &l->fields[i];
    if (f->width || f->sized || f->kind == KIND_NAME || f->ended || f->span ||
        !field_read(l, i, p->base, p->length, &v))
      continue;
    if (!f->counted) return 0;
    if (i + 1 == l->count) rows += (uint32_t)v.size;
  }
  return p->length - rows;
}

/* True when a list has grown by zeros alone, which pad a whole header. */
static bool only_padded(const Field *f, const Value *set, const Value *was) {
  size_t i = was->size;
  if (!f->items || set->size < i || set->size - i >= f->items->pad)
    return false;
  while (i < set->size && set->bytes[i] == 0) i++;
  return i == set->size;
}

/*
** Writes what is there of a header that is cut, with what was set: in place, or
** up to the end. False: *field is why not.
*/
static bool write_cut(const Known *k, Part *p, uint8_t *out, size_t room,
                      unsigned *field) {
  memcpy(out, p->base, p->length);
  p->written = p->length;
  for (*field = 0; *field < k->layout.count; ++*field) {
    const Value *set = &p->values[*field];
    Value v;
    if (!set->set) continue;
    if (!field_read(&k->layout, *field, out, p->written, &v)) return false;
    if (k->layout.fields[*field].kind == KIND_UINT) {
      field_write(&k->layout, *field, out, p->written, set->number);
      continue;
    }
    size_t at = (size_t)(v.bytes - out);
    bool last = at + v.size == p->written;
    if ((set->size != v.size && !last) || set->size > room - at) return false;
    if (set->size > 0) memcpy(out + at, set->bytes, set->size);
    if (last) p->written = (uint32_t)(at + set->size);
    if (last && only_padded(&k->layout.fields[*field], set, &v))
      p->written = (uint32_t)(at + v.size);
  }
  return true;
}

/* Writes a header as it was, with what was set. False: *field is why not. */
static bool write_part(const Known *k, Part *p, uint8_t *out, size_t room,
                       unsigned *field) {
  uint32_t tail = 0;
  *field = 0;
  if (!p->values) {
    if (p->length > room) return false;
    memcpy(out, p->base, p->length);
    p->written = p->length;
    return true;
  }
  if (p->flags & LAYER_CUT)
    return p->length <= room && write_cut(k, p, out, room, field);
  int64_t written = header_write(&k->layout, p->values, p->base, p->length,
                                 out, room, field);
  if (written >= 0) tail = nameless(k, p);
  if (written < 0 || room - (size_t)written < tail) return false;
  memcpy(out + written, p->base + p->length - tail, tail);
  written = header_pad(&k->layout, out, room, (size_t)written + tail);
  p->written = (uint32_t)written;
  return written >= 0;
}

/* --- lengths and links --- */

/* A number that a field is to be set to. */
typedef struct Setting {
  int field;     /* -1: there is none */
  int64_t number, largest;
} Setting;

/* False: the field does not take it. */
static bool enter(const Known *k, const Part *p, uint8_t *header,
                  const Setting *e) {
  if (e->field < 0) return true;
  if (e->number < 0 || e->number > e->largest ||
      !field_takes(&k->layout.fields[e->field], (uint64_t)e->number))
    return false;
  field_write(&k->layout, (unsigned)e->field, header, p->written,
              (uint64_t)e->number);
  return true;
}

/* What a length field is to hold that now counts `more` other bytes. */
static void move_length(const Known *k, const Part *p, const uint8_t *header,
                        int field, int64_t more, Setting *e) {
  Value v;
  if (more != 0 &&
      field_read(&k->layout, (unsigned)field, header, p->written, &v))
    *e = (Setting){field, (int64_t)v.number + more, INT64_MAX};
}

/* The length of the header itself. */
static Setting own_length(const Known *k, const Part *p,
                          const uint8_t *header) {
  Setting e = {-1, 0, 0};
  if (k->length < 0 || is_set(p, k->length)) return e;
  if (p->flags & LAYER_MADE)
    e = (Setting){k->length, p->written, INT64_MAX};
  else
    move_length(k, p, header, k->length,
                (int64_t)p->written - p->length, &e);
  return e;
}

/* The length of what the header carries, `rest` bytes, perhaps with itself. */
static Setting whole_length(const Known *k, const Part *p,
                            const uint8_t *header, uint32_t rest) {
  const Extent *extent = &k->protocol->extent;
  Setting e = {-1, 0, 0};
  Value v;
  /* what it counts of the header: all, or what follows its fixed part */
  bool grows = extent->header || k->length < 0;
  int64_t own = extent->header ? 0 : k->length < 0 ? k->layout.fixed
                                                   : p->written;
  if (k->extent < 0 || is_set(p, k->extent)) return e;
  int64_t more = (int64_t)rest - p->carried;
  if (p->flags & LAYER_MADE)
    e = (Setting){k->extent, (int64_t)rest + p->written - own, INT64_MAX};
  else if (p->captured &&
           field_read(&k->layout, (unsigned)k->extent, p->base, p->length,
                      &v) &&
           !(v.number == 0 && extent->open))
    move_length(k, p, header, k->extent,
                more + (grows ? (int64_t)p->written - p->length : 0),
                &e);
  return e;
}

/*
** What follows; with IEEE 802.3 it may be the length of that. *with: what goes
** before it in a number of two fields.
*/
static Setting link(const Protocols *all, const Part *p, const Part *inner,
                    const uint8_t *out, uint32_t rest, Setting *with) {
  const Known *k = all->known[p->protocol];
  Setting e = {-1, 0, 0};
  uint64_t number;
  Value v;
  if (k->next < 0 || is_set(p, k->next)) return e;
  if (!(p->flags & LAYER_LINKED) && inner &&
      protocols_number(all, p->protocol, inner->protocol, out + inner->offset,
                       inner->written, &number)) {
    /* of the numbers that inspect looks up, a small field has the low bits */
    uint64_t largest = field_largest(&k->layout.fields[k->next]);
    e = (Setting){k->next, (int64_t)(number & largest), INT64_MAX};
    if (k->with >= 0 && number >> k->split && !is_set(p, k->with))
      *with = (Setting){k->with, (int64_t)(number >> k->split), INT64_MAX};
    if (number == 0 && k->protocol->lengths)
      e = (Setting){k->next, rest, LENGTHS_MAX};
  } else if (k->protocol->lengths && p->captured &&
             field_read(&k->layout, (unsigned)k->next, p->base, p->length,
                        &v) && v.number <= LENGTHS_MAX) {
    move_length(k, p, out + p->offset, k->next, (int64_t)rest - p->carried,
                &e);
    e.largest = LENGTHS_MAX;
  }
  return e;
}

/* The twin of a link that was made. */
static Setting twin(const Known *k, const Part *p, const Setting *link) {
  Setting e = {-1, 0, 0};
  if (link->field >= 0 && k->twin >= 0 && p->flags & LAYER_MADE &&
      !is_set(p, k->twin))
    e = (Setting){k->twin, link->number, INT64_MAX};
  return e;
}

/*
** Lets the links and lengths of a written header follow, if they are unset.
** `end` is where the payload ends. False: *field does not hold it.
*/
static bool settle(const Protocols *all, const Part *p, const Part *inner,
                   uint8_t *out, uint32_t end, unsigned *field) {
  const Known *k = all->known[p->protocol];
  uint8_t *header = out + p->offset;
  uint32_t rest = end - p->offset - p->written;
  Setting e[5];
  if (p->flags & LAYER_CUT) return true;
  e[0] = own_length(k, p, header);
  e[1] = whole_length(k, p, header, rest);
  e[4] = (Setting){-1, 0, 0};
  e[2] = link(all, p, inner, out, rest, &e[4]);
  e[3] = twin(k, p, &e[2]);
  for (int i = 0; i < 5; i++)
    if (!enter(k, p, header, &e[i])) {
      *field = (unsigned)e[i].field;
      return false;
    }
  return true;
}

/* --- prefixes --- */

/* The bytes of the prefix before a part. */
static uint32_t prefix_size(const Protocols *all, const Part *parts,
                            unsigned i) {
  return i > 0 && protocols_framed(all, parts[i - 1].protocol,
                                   parts[i].protocol)
           ? all->known[parts[i].protocol]->prefix : 0;
}

/*
** Writes the prefix before part `i`: it counts all up to the end, or to the
** next one. False: it does not hold that.
*/
static bool settle_prefix(const Protocols *all, const Part *parts, unsigned i,
                          unsigned count, uint8_t *out, uint32_t end) {
  const Part *p = &parts[i];
  uint32_t size = prefix_size(all, parts, i);
  bool last = i + 1 >= count || parts[i + 1].protocol != p->protocol;
  int64_t number = last ? end - p->offset : p->written;
  if (size == 0) return true;
  if (p->framed && !(p->flags & LAYER_MADE))
    number += (int64_t)p->prefix - p->framing;
  prefix_write(all->known[p->protocol], out + p->offset - size,
               (uint64_t)number);
  return number >= 0 && number >> 8 * size == 0;
}

/* --- checksums --- */

/*
** Lets the checksum of a layer follow, if it is unset. Made by hand, it is that
** of what it covers. Captured, it moves with that; so does a CRC32c, which is
** linear, by what is xored.
*/
static void settle_sum(const Protocols *all, const Part *p, uint8_t *out,
                       const Decoded *packet, unsigned layer) {
  const Known *k = all->known[p->protocol];
  uint32_t checksum, sum;
  int field;
  Value v;
  const Checksum *c = checksum_find(k, out + p->offset, p->written, &field);
  if (!c || is_set(p, field)) return;
  bool made = p->flags & LAYER_MADE ||
              !field_read(&k->layout, (unsigned)field, p->base, p->length, &v);
  if ((!made && !p->summed) ||
      !checksum_read(all, packet, layer, &checksum, &sum))
    return;
  if (made) {
    checksum = checksum_of(c, sum);
  } else {
    if (sum == p->sum || (c->optional && p->checksum == 0)) return;
    if (c->kind == SUM_CRC32C)
      checksum = p->checksum ^ p->sum ^ sum;
    else
      checksum = sum_move((uint16_t)p->checksum, (uint16_t)p->sum,
                          (uint16_t)sum);
    if (c->optional && checksum == 0) checksum = 0xffff;
  }
  checksum_write(all, out, &packet->layers[layer], checksum);
}

static void settle_sums(const Protocols *all, const Part *parts,
                        unsigned count, uint8_t *out, uint32_t size) {
  Layer layers[LAYERS_MAX];
  Decoded packet = {out, size, size, layers, count};
  bool any = false;
  for (unsigned i = 0; i < count; i++) {
    const Part *p = &parts[i];
    layers[i] = (Layer){p->offset, p->written, p->protocol, p->flags};
    if (all->known[p->protocol]->checksum >= 0) any = true;
  }
  for (unsigned i = any ? count : 0; i-- > 0;)
    settle_sum(all, &parts[i], out, &packet, i);
}

int64_t packet_compose(const Protocols *all, Part *parts, unsigned count,
                       const uint8_t *payload, size_t size, size_t trailing,
                       uint8_t *out, size_t room, unsigned *part,
                       unsigned *field) {
  size_t at = 0;
  for (*part = 0; *part < count; ++*part) {
    Part *p = &parts[*part];
    uint32_t prefix = prefix_size(all, parts, *part);
    *field = PREFIX_FIELD;
    if (prefix > room - at) return -1;
    at += prefix;
    p->offset = (uint32_t)at;
    if (!write_part(all->known[p->protocol], p, out + at, room - at, field))
      return -1;
    at += p->written;
  }
  if (size > room - at || trailing > size) return -1;
  if (size > 0) memcpy(out + at, payload, size);
  uint32_t end = (uint32_t)(at + size - trailing);
  for (unsigned i = count; i-- > 0;) {
    *part = i;
    *field = PREFIX_FIELD;
    if (!settle_prefix(all, parts, i, count, out, end)) return -1;
    if (!settle(all, &parts[i], i + 1 < count ? &parts[i + 1] : NULL, out, end,
                field))
      return -1;
  }
  optional_settle(all, parts, count, out, end);
  settle_sums(all, parts, count, out, (uint32_t)(at + size));
  return (int64_t)(at + size);
}
