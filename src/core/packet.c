/*
** packet.c - the stack of layers over one buffer: decoding and composing
*/
#include "packet.h"

#include <string.h>

void stack_begin(Stack *s, const Protocols *all, unsigned root,
                 const Frame *frame) {
  s->all = all;
  s->frame = *frame;
  s->offset = 0;
  s->end = frame->caplen;
  s->root = s->next = (uint16_t)root;
  s->count = 0;
  s->problem = NULL;
}

static bool stop(Stack *s, unsigned protocol, const char *problem) {
  s->culprit = (uint16_t)protocol;
  s->problem = problem;
  s->next = PROTOCOL_NONE;
  return false;
}

/* Which of two reasons a header has for not being whole. */
static const char *cut(const Stack *s) {
  return s->end == s->frame.caplen && s->frame.caplen < s->frame.length
           ? "cut off by the snapshot length" : "cut short";
}

/*
** The length of the header that stands at s->offset, its own length fields
** read; 0: it is not whole, and why in `*problem`.
*/
static uint32_t header_length(const Stack *s, const Known *k,
                              const char **problem) {
  const Layout *l = &k->layout;
  const uint8_t *header = s->frame.bytes + s->offset;
  uint32_t left = s->end - s->offset, length = l->fixed;
  Value v;
  *problem = NULL;
  if (l->dynamic < l->count) length = layout_length(l, header, left);
  if (length == 0 || length > left) *problem = cut(s);
  else if (k->length >= 0 &&
           field_read(l, (unsigned)k->length, header, left, &v)) {
    if (v.number > left) *problem = cut(s);
    if (v.number < length) *problem = "its length is too small";
    length = (uint32_t)v.number;
  }
  return *problem ? 0 : length;
}

/* Decodes the header that stands at s->offset. False: none is there. */
static bool step(Stack *s) {
  const Known *k = &s->all->known[s->next];
  const uint8_t *header = s->frame.bytes + s->offset;
  const char *problem;
  if (s->count == LAYERS_MAX) return stop(s, s->next, "too many headers");
  uint32_t length = k->layout.fixed;
  if (!k->simple || length > s->end - s->offset)
    length = header_length(s, k, &problem);
  else problem = NULL;
  if (problem) return stop(s, s->next, problem);
  Layer *layer = &s->layers[s->count++];
  layer->offset = s->offset;
  layer->length = length;
  layer->protocol = s->next;
  layer->flags = LAYER_LINKED;
  s->offset += length;
  s->next = PROTOCOL_NONE;
  if (k->next_size == 2) {
    const uint8_t *p = header + k->next_at;
    s->next = (uint16_t)protocols_child(s->all, k->space,
                                        (uint32_t)(p[0] << 8 | p[1]));
  } else if (k->next >= 0) {
    Value v;
    if (field_read(&k->layout, (unsigned)k->next, header, length, &v))
      s->next = (uint16_t)protocols_child(s->all, k->space,
                                          (uint32_t)v.number);
  }
  if (k->protocol->inspect) {
    problem = k->protocol->inspect(s, layer);
    if (problem) stop(s, layer->protocol, problem);
  }
  return true;
}

bool stack_decode(Stack *s, const uint8_t *interest) {
  bool wanted = false;
  while (s->next != PROTOCOL_NONE) {
    unsigned protocol = s->next;
    if (interest && !interest[protocol]) break;
    if (step(s) && interest && interest[protocol] & INTEREST_HERE)
      wanted = true;
  }
  return wanted;
}

void interest_add(uint8_t *interest, const Protocols *all, unsigned protocol) {
  interest[protocol] |= INTEREST_HERE;
  for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
    if (all->below[i][protocol]) interest[i] |= INTEREST_BELOW;
}

/* --- composing --- */

size_t packet_room(const Protocols *all, const Part *parts, unsigned count,
                   size_t size) {
  size_t room = size;
  for (unsigned i = 0; i < count; i++) {
    const Layout *l = &all->known[parts[i].protocol].layout;
    room += parts[i].length;
    for (unsigned f = 0; parts[i].values && f < l->count; f++) {
      const Value *v = &parts[i].values[f];
      /* a sized field takes its unset fellows along */
      if (v->set && l->fields[f].kind != KIND_UINT) room += v->size * l->count;
      if (v->set || l->fields[f].when.field)
        room += l->fields[f].width / 8 + 1u;
    }
  }
  return room;
}

static bool is_set(const Part *p, int field) {
  return field >= 0 && p->values && p->values[field].set;
}

/* Lets the links and lengths of a written header follow, if they are unset. */
static void settle(const Protocols *all, const Part *p, const Part *inner,
                   uint8_t *out) {
  const Known *k = &all->known[p->protocol];
  uint8_t *header = out + p->offset;
  uint32_t number;
  if (k->length >= 0 && !is_set(p, k->length) &&
      (p->flags & LAYER_MADE || p->written != p->length))
    field_write(&k->layout, (unsigned)k->length, header, p->written,
                p->written);
  if (inner && k->next >= 0 && !is_set(p, k->next) &&
      !(p->flags & LAYER_LINKED) &&
      protocols_number(all, p->protocol, inner->protocol, out + inner->offset,
                       inner->written, &number))
    field_write(&k->layout, (unsigned)k->next, header, p->written, number);
}

int64_t packet_compose(const Protocols *all, Part *parts, unsigned count,
                       const uint8_t *payload, size_t size, uint8_t *out,
                       size_t room, unsigned *part, unsigned *field) {
  size_t at = 0;
  for (unsigned i = 0; i < count; i++) {
    Part *p = &parts[i];
    const Layout *l = &all->known[p->protocol].layout;
    int64_t written;
    *part = i;
    if (!p->values && room - at >= p->length) {
      memcpy(out + at, p->base, p->length);
      written = p->length;
    } else {
      written = header_write(l, p->values, p->base, p->length, out + at,
                             room - at, field);
    }
    if (written < 0) return -1;
    p->offset = (uint32_t)at;
    p->written = (uint32_t)written;
    at += (size_t)written;
  }
  *part = count;
  if (size > room - at) return -1;
  if (size > 0) memcpy(out + at, payload, size);
  for (unsigned i = count; i-- > 0;)
    settle(all, &parts[i], i + 1 < count ? &parts[i + 1] : NULL, out);
  return (int64_t)(at + size);
}
