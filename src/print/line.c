/*
** line.c - a packet in one line
**
** "IP 192.0.2.1.40000 > 192.0.2.2.80: TCP flags [syn], ..., length 0": each IP
** header says who speaks to whom, other headers on the way say what their rows
** have as `brief`, and the last one its line.
*/
#include "../core/address.h"
#include "../core/checksum.h"
#include "printer.h"
#include "texts.h"

#define COLOUR_TITLE "\033[1;36m"
#define COLOUR_FAULT "\033[31m"
#define COLOUR_END "\033[0m"

static const Known *known(const Stack *s, unsigned layer) {
  return s->all->known[s->layers[layer].protocol];
}

static const uint8_t *header(const Stack *s, unsigned layer) {
  return s->frame.bytes + s->layers[layer].offset;
}

uint64_t payload_length(const Stack *s) {
  uint64_t end = s->end, counted;
  if (s->end == s->frame.caplen && s->frame.length > s->frame.caplen) {
    end = s->frame.length;
    for (unsigned i = 0; i < s->count; i++)
      if (layer_counts(known(s, i), header(s, i), &s->layers[i], &counted) &&
          counted >= s->frame.caplen)
        end = counted;
  }
  return end > s->offset ? end - s->offset : 0;
}

static void add_address(const Printer *p, Out *o, const uint8_t *bytes,
                        size_t size) {
  const PrintOptions *options = &p->options;
  if (options->name && options->name(options->context, o, bytes, size)) return;
  if (!out_room(o, FIELD_TEXT_MAX)) return;
  char *at = o->data + o->size;
  o->size += size == 4 ? ip4_text(bytes, at) : ip6_text(bytes, at);
}

static void add_title(const Printer *p, Out *o, const Known *k) {
  if (p->options.colour) out_text(o, COLOUR_TITLE);
  out_text(o, k->protocol->title);
  if (p->options.colour) out_text(o, COLOUR_END);
}

/* ".80": a port of the header above; at 0 the source's, at 2 the other's. */
static void add_port(Out *o, const Stack *s, unsigned layer, unsigned at) {
  if (layer >= s->count || !known(s, layer)->ports ||
      s->layers[layer].length < at + 2)
    return;
  const uint8_t *port = header(s, layer) + at;
  out_char(o, '.');
  out_number(o, (uint64_t)(port[0] << 8 | port[1]), 1);
}

/* The first header behind `layer` that is none of IPv6's own: its ports count
** for the addresses. */
static unsigned above(const Stack *s, unsigned layer) {
  unsigned i = layer + 1;
  while (i < s->count && !known(s, i)->ports && known(s, i)->address == 0 &&
         known(s, i)->space == known(s, layer)->space)
    i++;
  return i;
}

static void add_ends(const Printer *p, Out *o, const Stack *s,
                     unsigned layer) {
  const Known *k = known(s, layer);
  const uint8_t *bytes = header(s, layer);
  unsigned next = above(s, layer);
  add_title(p, o, k);
  out_char(o, ' ');
  add_address(p, o, bytes + k->source_at, k->address);
  add_port(o, s, next, 0);
  out_text(o, " > ");
  add_address(p, o, bytes + k->destination_at, k->address);
  add_port(o, s, next, 2);
}

static const Template *line_of(const ProtocolTexts *t, const Known *k,
                               const uint8_t *bytes, uint32_t length) {
  for (unsigned i = 0; i < t->count; i++) {
    const Template *line = &t->lines[i];
    if (!line->when ||
        field_holds(&k->layout, line->when, line->field, bytes, length))
      return line;
  }
  return t->text.pieces ? &t->text : NULL;
}

/* What the rows of the last header say of it. */
static void add_last(const Printer *p, Out *o, const Stack *s,
                     unsigned layer, bool titled) {
  const Layer *at = &s->layers[layer];
  const Known *k = known(s, layer);
  const Template *t = line_of(&p->texts[at->protocol], k, header(s, layer),
                              at->length);
  if (!titled) add_title(p, o, k);
  if (p->options.quick || !t) return;
  size_t before = o->size;
  out_char(o, ' ');
  if (!template_add(o, t, k, header(s, layer), at->length)) o->size = before;
}

static void add_brief(const Printer *p, Out *o, const Stack *s,
                      unsigned layer) {
  const Layer *at = &s->layers[layer];
  const Template *t = &p->texts[at->protocol].brief;
  if (!t->pieces) return;
  if (template_add(o, t, known(s, layer), header(s, layer), at->length))
    out_text(o, ", ");
}

/* The link's own header: -e. */
static void add_link(const Printer *p, Out *o, const Stack *s) {
  const Layer *at = &s->layers[0];
  const Template *t = &p->texts[at->protocol].text;
  if (!t->pieces) return;
  out_text(o, known(s, 0)->protocol->title);
  out_char(o, ' ');
  template_add(o, t, known(s, 0), header(s, 0), at->length);
  out_text(o, ", length ");
  out_number(o, s->frame.length, 1);
  out_text(o, ": ");
}

static void add_malformed(const Printer *p, Out *o, const Stack *s) {
  if (!s->problem) return;
  out_char(o, ' ');
  if (p->options.colour) out_text(o, COLOUR_FAULT);
  out_char(o, '[');
  problem_add(o, s);
  out_char(o, ']');
  if (p->options.colour) out_text(o, COLOUR_END);
}

void line_add(Printer *p, Out *o, const Stack *s) {
  if (!printer_ready(p)) {
    o->failed = true;
    return;
  }
  if (p->options.link && s->count > 1) add_link(p, o, s);
  for (unsigned i = 0; i < s->count; i++) {
    bool last = i + 1 == s->count;
    bool whole = s->layers[i].length >= known(s, i)->layout.fixed;
    if (known(s, i)->address > 0 && whole) {
      add_ends(p, o, s, i);
      out_char(o, ':');
      if (last) add_last(p, o, s, i, true);
      else out_char(o, ' ');
    } else if (last) {
      add_last(p, o, s, i, false);
    } else {
      add_brief(p, o, s, i);
    }
  }
  if (s->count == 0 && s->root == PROTOCOL_NONE)
    out_text(o, "unknown link type");
  else if (s->count == 0)
    add_title(p, o, s->all->known[s->root]);
  uint64_t length = payload_length(s);
  if (s->count > 0 && s->layers[s->count - 1].flags & LAYER_CUT) {
    add_malformed(p, o, s);
    return;
  }
  if (length > 0 || s->count == 0 || known(s, s->count - 1)->ports) {
    out_text(o, ", length ");
    out_number(o, length, 1);
  }
  add_malformed(p, o, s);
}
