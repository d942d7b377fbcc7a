/*
** packet.c - the stack of layers over one buffer: decoding
*/
#include "packet.h"

#include <string.h>

#include "items.h"
#include "lists.h"
#include "ports.h"
#include "mould.h"

void stack_begin(Stack *s, const Protocols *all, unsigned root,
                 const Frame *frame) {
  s->all = all;
  s->frame = *frame;
  if (s->frame.length < frame->caplen) s->frame.length = frame->caplen;
  s->offset = 0;
  s->end = frame_end(&s->frame);
  s->root = s->next = (uint16_t)root;
  s->count = 0;
  s->problem = NULL;
  s->message = 0;
  s->partial = s->ended = s->quoted = s->quote = s->exact = false;
  s->sides = s->framed = false;
}

static bool stop(Stack *s, unsigned protocol, const char *problem) {
  s->culprit = (uint16_t)protocol;
  s->where = s->offset;
  s->problem = problem;
  stack_last(s);
  return false;
}

const char header_cut[] = "cut short";

/* Why a header is not whole. */
static const char *cut_reason(const Stack *s) {
  if (s->end < s->frame.caplen || s->frame.caplen >= s->frame.length)
    return s->partial ? "cut off by fragmentation" : header_cut;
  return s->quote ? "cut off in the message that quotes it"
                  : "cut off by the snapshot length";
}

/* Notes what is wrong with the header at `at`, but decoding can go on with. */
static void note(Stack *s, const Known *k, uint32_t at, const char *problem) {
  if (s->problem) return;
  s->culprit = k->index;
  s->where = at;
  s->problem = problem;
}

/*
** True behind TCP, which counts no messages: what is missing of one comes with
** the next segment.
*/
static bool in_stream(const Stack *s) {
  if (s->count == 0) return false;
  const Known *before = s->all->known[s->layers[s->count - 1].protocol];
  return before->ports && before->extent < 0 && before->length >= 0;
}

static void beyond(Stack *s, const Known *k, uint32_t at) {
  if (!stack_goes_on(s) && !in_stream(s))
    note(s, k, at, "its length exceeds the bytes available");
}

/* Lowers the end of the payload to so many bytes after `at`, if it is there. */
static void lower_end(Stack *s, const Known *k, uint32_t at, uint64_t size) {
  if (size <= s->end - at) s->end = at + (uint32_t)size;
  else beyond(s, k, at);
}

/* field_read of an integer, of a header that is whole up to its fixed end. */
static inline bool read_number(const Layout *l, int i, const uint8_t *header,
                               uint32_t length, Value *v) {
  if (l->at[i].bytes == 0)
    return field_read(l, (unsigned)i, header, length, v);
  v->number = layout_number(l, (unsigned)i, header);
  return true;
}

/*
** The bytes of the rows in a header of `length` bytes (0: nothing says so), at
** most `left`.
*/
static uint32_t rows_length(Stack *s, const Layout *l, const uint8_t *header,
                            uint32_t length, uint32_t left) {
  uint32_t rows = length ? layout_length(l, header, length, &s->exact) : 0;
  return rows ? rows : layout_length(l, header, left, &s->exact);
}

/*
** The length of the header that stands at s->offset, its own length fields
** read; 0: it is not whole, and why in `*problem`. The end of the payload is
** lowered to where the header says.
*/
static uint32_t header_length(Stack *s, const Known *k, const char **problem) {
  const Layout *l = &k->layout;
  const uint8_t *header = s->frame.bytes + s->offset;
  uint32_t at = s->offset, length = l->fixed;
  Value v;
  *problem = NULL;
  s->exact = false;
  if (length > s->end - at) *problem = header_cut;
  else if (k->length >= 0 &&
           read_number(l, k->length, header, s->end - at, &v)) {
    if (v.number > s->end - at) *problem = header_cut;
    if (v.number < length) *problem = "its header length is too small";
    length = (uint32_t)v.number;
  }
  if (*problem) return 0;
  if (k->extent >= 0 &&
      read_number(l, k->extent, header, s->end - at, &v) &&
      !(v.number == 0 && k->protocol->extent.open)) {
    if (!k->protocol->extent.header) v.number += length;
    if (v.number < length) *problem = "its length is too small";
    else lower_end(s, k, at, v.number);
  }
  if (*problem) return 0;
  uint32_t rows = l->usual;
  if (k->counted) rows = l->fixed;
  else if (rows > s->end - at || !layout_regular(l, header))
    rows = rows_length(s, l, header, k->length >= 0 ? length : 0, s->end - at);
  if (rows == 0) *problem = header_cut;
  else if (k->length < 0) length = rows;
  else if (rows > length) *problem = "its header length is too small";
  return *problem ? 0 : length;
}

/*
** The same of a brisk header of its fixed length, which is right; 0: that is to
** be found out.
*/
static inline uint32_t brisk_length(Stack *s, const Known *k) {
  const uint8_t *header = s->frame.bytes + s->offset;
  uint32_t fixed = k->layout.fixed, left = s->end - s->offset;
  if (fixed == 0 || fixed > left ||
      (header[k->length_at] & k->length_mask) != k->length_is ||
      known_otherwise(k, header, left))
    return 0;
  if (k->extent < 0) return fixed;
  uint32_t size = (uint32_t)(header[k->extent_at] << 8 |
                             header[k->extent_at + 1]);
  if (size == 0 && k->protocol->extent.open) return fixed;
  if (!k->protocol->extent.header) size += fixed;
  if (size < fixed) return 0;
  lower_end(s, k, s->offset, size);
  return fixed;
}

/*
** What follows a header: its own fields say so. True: they say how long that
** is.
*/
static bool find_next(Stack *s, const Known *k, const Layer *layer) {
  const uint8_t *header = s->frame.bytes + layer->offset;
  Value v;
  s->next = k->only;
  s->sides = k->sides;
  if (k->protocol->ends) s->end = s->offset;
  if (k->next < 0 || k->sides) return false;
  if (k->next_size > 0) {
    v.number = known_next(k, header);
  } else if (!read_number(&k->layout, k->next, header, layer->length, &v)) {
    return false;
  }
  bool length = k->protocol->lengths && v.number <= LENGTHS_MAX;
  if (length) {
    lower_end(s, k, layer->offset, layer->length + v.number);
    v.number = 0;
  }
  s->next = (uint16_t)protocols_child(s->all, k->space, (uint32_t)v.number);
  return length;
}

/* The protocol of the header that stands at s->offset. */
static const Known *stands(Stack *s) {
  const Known *k = s->all->known[s->next];
  const uint8_t *header = s->frame.bytes + s->offset;
  while (known_otherwise(k, header, s->end - s->offset)) {
    s->next = k->otherwise;
    if (s->next == PROTOCOL_NONE) return NULL;
    k = s->all->known[s->next];
  }
  if (!k->protocol->is || k->protocol->is(header, s->end - s->offset)) return k;
  s->next = PROTOCOL_NONE;
  return NULL;
}

/*
** True when enough of a header is there to take it: its fixed part, or its
** ports; of a list alone the first item.
*/
static bool shows(const Known *k, const uint8_t *header, uint32_t left) {
  const Layout *l = &k->layout;
  const Value list = {.bytes = header, .size = left};
  ItemView view = {0};
  uint32_t at = 0;
  if (k->ports) return left >= PORTS_SIZE;
  if (l->fixed > 0 || !l->fields[0].items) return left >= l->fixed;
  return items_step(l->fields[0].items, &list, &at, &view) && view.head > 0;
}

/* The number that a rule looks up. */
static uint64_t own_number(const Stack *s, const Known *k, const Layer *layer,
                           const Rule *rule) {
  uint64_t number = rule->field ? stack_number(s, layer, rule->field)
                                : rule->number;
  return rule->with
    ? stack_number(s, layer, rule->with) << k->split | number : number;
}

/*
** What the rules say of the header of the last layer. NULL, or why it is none.
*/
static const char *apply_rules(Stack *s, const Known *k, const Layer *layer) {
  const uint8_t *header = stack_header(s, layer);
  const Look *look = k->looks + k->guards, *end = look + k->tests;
  for (; look < end; look++) {
    bool met = look->at + look->size <= layer->length &&
               look_met(look, header);
    const Rule *rule = look->rule;
    while (!met && look->more) look++;
    if (!met || look->more) continue;
    switch (rule->effect) {
      case RULE_REFUSE: return rule->reason;
      case RULE_PARTIAL: s->partial = true; continue;
      case RULE_QUOTES: s->quoted = true; continue;
      case RULE_BARE: if (s->offset < s->end) continue; break;
      case RULE_ENDS: s->end = s->offset; break;
      case RULE_OWN:
        s->sides = false;
        s->next = (uint16_t)protocols_own(s->all, layer->protocol,
                                          own_number(s, k, layer, rule));
        return NULL;
      default: break;
    }
    s->ended = true;
    stack_last(s);
    return NULL;
  }
  return NULL;
}

/*
** True when only a port says that the header of layer `i` stands there: what is
** no such header is other traffic, and stays payload.
*/
static bool is_guess(const Stack *s, unsigned i, const Known *k) {
  if (i == 0) return false;
  const Known *before = s->all->known[s->layers[i - 1].protocol];
  return before->ports || (before == k && k->prefix > 0);
}

/* True for bytes that only a port says are a list, too few for an item. */
static bool is_other(const Stack *s, const Known *k) {
  const Items *first = k->layout.fixed == 0 ? k->layout.fields[0].items : NULL;
  return first && is_guess(s, s->count, k) && !stack_goes_on(s) &&
         s->end - s->offset < rows_size(first->head);
}

/* What rules say of the header of the last layer, and what none says. */
static const char *inspect(Stack *s, const Known *k, const Layer *layer) {
  const char *problem = NULL;
  if (k->tests && !known_calm(k, stack_header(s, layer), layer->length))
    problem = apply_rules(s, k, layer);
  if (problem || !k->protocol->inspect) return problem;
  return k->protocol->inspect(s, layer);
}

/*
** Takes what is there of a header that is cut, up to the payload's end. False:
** too little, or inspect, where the fixed part is there, found it wrong.
*/
static bool take_cut(Stack *s, const Known *k) {
  const char *reason = cut_reason(s), *problem = NULL;
  const Layer cut = {s->offset, s->end - s->offset, k->index,
                     LAYER_LINKED | LAYER_CUT};
  Layer *layer = &s->layers[s->count];
  if ((reason == header_cut && is_guess(s, s->count, k)) ||
      !shows(k, s->frame.bytes + cut.offset, cut.length))
    return stop(s, k->index, reason);
  *layer = cut;
  s->count++;
  if (cut.length >= k->layout.fixed && k->looked)
    problem = inspect(s, k, layer);
  *layer = cut;
  s->offset = cut.offset;
  if (problem && problem != header_cut) {
    s->count--;
    return stop(s, k->index, problem);
  }
  stop(s, k->index, reason);
  s->offset = s->end = cut.offset + cut.length;
  return true;
}

/* What the last header's lists say of themselves. NULL, or why it is none. */
static const char *check_lists(Stack *s, const Known *k, const Layer *layer) {
  static const char lie[] = "its count does not match the items that follow";
  Lists lists = lists_look(s, k, layer);
  if (lists == LISTS_CUT) return header_cut;
  if (lists == LISTS_FEW && is_guess(s, s->count - 1, k)) return lie;
  if (lists != LISTS_RIGHT) note(s, k, layer->offset, lie);
  return NULL;
}

/* True when look has nothing to say of a header. False says nothing. */
static inline bool is_clear(const Stack *s, const Known *k,
                            const Layer *layer) {
  if (k->lists) return false;
  return !k->looked ||
         (!k->protocol->inspect &&
          known_calm(k, stack_header(s, layer), layer->length));
}

/*
** What no row says of the header of the last layer. NULL, or why it is none.
*/
static const char *look(Stack *s, const Known *k, const Layer *layer) {
  const char *problem = k->looked ? inspect(s, k, layer) : NULL;
  bool checked = k->lists && s->exact && s->offset == s->end;
  if (!problem && k->lists && !checked) problem = check_lists(s, k, layer);
  return problem;
}

/* Says that the header at s->offset, if one is there, is one too many. */
static bool refuse_more(Stack *s) {
  const Known *k = stands(s);
  if (!k || is_other(s, k)) return (stack_last(s), false);
  return stop(s, s->next, "too many headers");
}

/* Decodes the header that stands at s->offset. False: none is there. */
static bool step_header(Stack *s) {
  const char *problem = NULL;
  const Known *k = s->all->known[s->next];
  uint32_t length = k->swift, end = s->end;
  bool swift = length > 0 && length <= s->end - s->offset &&
               (k->sure || known_calm(k, s->frame.bytes + s->offset, length));
  s->exact = false;
  if (s->count == LAYERS_MAX) return refuse_more(s);
  if (!swift && (!k->brisk || (length = brisk_length(s, k)) == 0)) {
    k = stands(s);
    if (!k || is_other(s, k)) return (stack_last(s), false);
    length = header_length(s, k, &problem);
    if (problem == header_cut) {
      bool guess = is_guess(s, s->count, k), taken = take_cut(s, k);
      if (guess && !taken) s->end = end;
      return taken;
    }
    if (problem) return stop(s, s->next, problem);
  }
  Layer *layer = &s->layers[s->count++];
  layer->offset = s->offset;
  layer->length = length;
  layer->protocol = s->next;
  layer->flags = LAYER_LINKED;
  s->offset += length;
  bool usual = !find_next(s, k, layer) && swift;
  if (usual || is_clear(s, k, layer)) return true;
  problem = look(s, k, layer);
  if (!problem) return true;
  s->offset = layer->offset;
  s->count--;
  if (problem == header_cut) return take_cut(s, k);
  s->end = end;
  return stop(s, layer->protocol, problem);
}

/* The same of one that a prefix may stand before. */
static inline bool step(Stack *s) {
  const Known *k = s->all->known[s->next];
  if (k->prefix > 0 && !framing_begin(s, k)) return false;
  bool found = step_header(s);
  if (s->framed) framing_end(s, found);
  return found;
}

bool stack_decode(Stack *s, const uint8_t *interest) {
  unsigned found = 0;
  if (s->count == 0 && s->all->moulds > 0 &&
      s->next == s->all->mould->layers->protocol)
    mould_take(s, interest, &found);
  do {
    while (s->next != PROTOCOL_NONE && (!interest || interest[s->next])) {
      if (step(s) && interest)
        found |= interest[s->layers[s->count - 1].protocol];
    }
  } while (s->sides && ports_next(s, interest));
  return found & INTEREST_HERE;
}
