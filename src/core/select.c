/*
** select.c - a selection: which fields of a packet, under which conditions
*/
#include "choices.h"

#include <stdio.h>
#include <string.h>

static const struct {
  const char *name;
  RefKind kind;
  uint8_t size;  /* of a number */
} members[] = {
  {"time", REF_TIME, 8},       {"timestamp", REF_TIMESTAMP, 8},
  {"length", REF_LENGTH, 4},   {"caplen", REF_CAPLEN, 4},
  {"bytes", REF_BYTES, 0},     {"payload", REF_PAYLOAD, 0},
  {"trailer", REF_TRAILER, 0}, {"flow", REF_FLOW, 0},
  {"conversation", REF_CONVERSATION, 0},
};

#define MEMBERS (sizeof members / sizeof *members)

void select_init(Select *s, const Protocols *all, unsigned protocol) {
  memset(s, 0, sizeof *s);
  s->all = all;
  s->protocols[0] = (uint8_t)protocol;
  if (protocol != PROTOCOL_NONE) s->layouts[0] = &all->known[protocol]->layout;
  s->places = 1;
}

const char *select_title(const Select *s) {
  return s->protocols[0] == PROTOCOL_NONE
    ? "packet" : s->all->known[s->protocols[0]]->protocol->name;
}

/* --- names --- */

static const char *refer_member(Select *s, const char *name, Ref *ref) {
  for (size_t i = 0; i < MEMBERS; i++) {
    if (strcmp(members[i].name, name) != 0) continue;
    ref->kind = (uint8_t)members[i].kind;
    ref->size = members[i].size;
    ref->number = ref->sure = ref->size > 0;
    if (ref->kind == REF_PAYLOAD || ref->kind == REF_TRAILER) s->whole = true;
    if (ref->kind == REF_FLOW || ref->kind == REF_CONVERSATION) s->flow = true;
    return NULL;
  }
  return "no such member";
}

/* The bytes that the largest value of an integer takes. */
static uint8_t bytes_of(const Field *f) {
  uint64_t n = field_largest(f);
  uint8_t size = 0;
  do size++; while (n >>= 8);
  return size;
}

static const char *refer_field(Select *s, const char *name, Ref *ref) {
  const Layout *l = s->layouts[ref->place];
  int i = layout_find(l, name);
  if (i < 0 && strcmp(name, "packet") == 0) {
    ref->kind = REF_HEADER;
    return NULL;
  }
  if (i < 0) return "no such field";
  const Field *f = &l->fields[i];
  ref->kind = REF_FIELD;
  ref->field = (uint8_t)i;
  ref->number = f->kind == KIND_UINT;
  ref->size = ref->number ? bytes_of(f) : (uint8_t)field_size(f);
  ref->at = l->at[i].offset / 8;
  ref->form = l->at[i].form;
  ref->raw = ref->number && f->width == ref->size * 8 && !f->scale &&
             !f->plus && f->order == ORDER_NETWORK && l->at[i].offset % 8 == 0;
  bool address = !ref->number && f->kind < KIND_BYTES;
  if ((ref->raw || address) &&
      (ref->form < 0 || l->at[ref->form].bytes > 0))
    ref->reach = i < l->dynamic ? REACH_FIXED : REACH_USUAL;
  /* of headers that are cut, ports alone are there for sure */
  uint32_t least = s->all->known[s->protocols[ref->place]]->ports ? PORTS_SIZE
                                                                 : l->fixed;
  ref->sure = ref->place == 0 && i < l->dynamic &&
              l->at[i].offset + f->width <= least * 8 &&
              (ref->number || (address && ref->form < 0));
  return NULL;
}

/* The place of a protocol, a new one if need be; -1: there is no more room. */
static int place_of(Select *s, unsigned protocol) {
  for (int i = 0; i < s->places; i++)
    if (s->protocols[i] == protocol) return i;
  if (s->places == PLACES_MAX) return -1;
  s->protocols[s->places] = (uint8_t)protocol;
  s->layouts[s->places] = &s->all->known[protocol]->layout;
  return s->places++;
}

const char *select_refer(Select *s, const char *name, Ref *ref) {
  char first[32];
  const char *dot = strchr(name, '.');
  memset(ref, 0, sizeof *ref);
  ref->reach = REACH_NEVER;
  if (!dot && s->protocols[0] == PROTOCOL_NONE)
    return refer_member(s, name, ref);
  if (!dot) return refer_field(s, name, ref);
  snprintf(first, sizeof first, "%.*s", (int)(dot - name), name);
  if (strcmp(first, "packet") == 0) return refer_member(s, dot + 1, ref);
  unsigned protocol = protocols_find(s->all, first);
  if (protocol == PROTOCOL_NONE) return "no such protocol";
  int place = place_of(s, protocol);
  if (place < 0) return "too many protocols";
  ref->place = (uint8_t)place;
  return refer_field(s, dot + 1, ref);
}

bool select_header(Select *s, unsigned protocol, Ref *ref) {
  int place = place_of(s, protocol);
  memset(ref, 0, sizeof *ref);
  ref->kind = REF_HEADER;
  ref->reach = REACH_NEVER;
  if (place >= 0) ref->place = (uint8_t)place;
  return place >= 0;
}

static void offer_members(Near *near) {
  for (size_t i = 0; i < MEMBERS; i++) near_offer(near, members[i].name);
}

static void offer_fields(const Select *s, unsigned protocol, Near *near) {
  const Field *f = s->all->known[protocol]->protocol->fields;
  for (; f->name; f++) near_offer(near, f->name);
}

void select_near(const Select *s, const char *name, Near *near) {
  char first[32];
  const char *dot = strchr(name, '.');
  near_begin(near, dot ? dot + 1 : name);
  if (!dot) {
    if (s->protocols[0] == PROTOCOL_NONE) offer_members(near);
    else offer_fields(s, s->protocols[0], near);
    return;
  }
  snprintf(first, sizeof first, "%.*s", (int)(dot - name), name);
  unsigned protocol = protocols_find(s->all, first);
  if (strcmp(first, "packet") == 0) {
    offer_members(near);
  } else if (protocol != PROTOCOL_NONE) {
    offer_fields(s, protocol, near);
  } else {
    near_begin(near, first);
    for (unsigned i = 0; i < s->all->count; i++)
      near_offer(near, s->all->known[i]->protocol->name);
    near->text = name;  /* `first` goes */
  }
}

size_t select_name(const Select *s, const Ref *ref, char *out, size_t room) {
  const char *first = "packet", *second = "packet";
  if (ref->kind == REF_FIELD || ref->kind == REF_HEADER)
    first = s->all->known[s->protocols[ref->place]]->protocol->name;
  if (ref->kind == REF_FIELD) second = select_row(s, ref)->name;
  for (size_t i = 0; i < MEMBERS; i++)
    if (members[i].kind == (RefKind)ref->kind) second = members[i].name;
  int size = snprintf(out, room, "%s.%s", first, second);
  return size < (int)room ? (size_t)size : room - 1;
}

/* --- looking --- */

void select_interest(const Select *s, uint8_t *interest) {
  if (s->protocols[0] != PROTOCOL_NONE)
    interest_add(interest, s->all, s->protocols[0]);
  /* whatever frames begin with: no quick look turns them away */
  for (int i = 0; s->protocols[0] == PROTOCOL_NONE && i < DATALINKS_MAX; i++)
    if (s->all->roots[i].protocol != PROTOCOL_NONE)
      interest[s->all->roots[i].protocol] |= INTEREST_HERE;
  for (unsigned i = 1; i < s->places; i++)
    interest_pass(interest, s->all, s->protocols[i]);
  if (s->flow) flow_interest(interest, s->all);
}

bool select_view(const Select *s, Stack *stack, View *view) {
  if (s->whole) stack_decode(stack, NULL);
  view->stack = stack;
  for (unsigned p = 0; p < s->places; p++) {
    unsigned protocol = s->protocols[p], i = 0;
    while (i < stack->count && stack->layers[i].protocol != protocol) i++;
    view->at[p].header = NULL;
    view->at[p].reach = REACH_ABSENT;
    if (i == stack->count) {
      if (p == 0 && protocol != PROTOCOL_NONE) return false;
      continue;
    }
    const Layer *layer = &stack->layers[i];
    const Layout *l = s->layouts[p];
    view->at[p].header = stack->frame.bytes + layer->offset;
    view->at[p].length = layer->length;
    if (layer->length < l->fixed) continue;
    view->at[p].reach = REACH_FIXED;
    if (l->usual > 0 && layout_usual(l, view->at[p].header, layer->length))
      view->at[p].reach = REACH_USUAL;
  }
  return true;
}

static uint64_t load(const uint8_t *p, unsigned size) {
  uint64_t n = 0;
  if (size == 2) return (uint64_t)(p[0] << 8 | p[1]);
  for (unsigned i = 0; i < size; i++) n = n << 8 | p[i];
  return n;
}

/* read_field where not all is usual. */
static bool search_field(const Select *s, const Ref *ref, const View *view,
                         Value *v) {
  const uint8_t *header = view->at[ref->place].header;
  uint32_t length = view->at[ref->place].length;
  const Layout *l = s->layouts[ref->place];
  const Field *f = &l->fields[ref->field];
  if (!header || !field_read(l, ref->field, header, length, v)) return false;
  v->set = f->kind != KIND_UINT && f->kind < KIND_BYTES &&
           v->size == ref->size &&
           field_holds(l, &f->form, ref->form, header, length);
  return true;
}

static inline bool read_field(const Select *s, const Ref *ref,
                              const View *view, Value *v) {
  const uint8_t *p = select_place(s, ref, view);
  if (!p) return search_field(s, ref, view, v);
  if (ref->raw) {
    v->number = load(p, ref->size);
    return true;
  }
  v->bytes = p;
  v->size = ref->size;
  v->set = true;
  return true;
}

/* Where the headers end. */
static uint32_t body(const Stack *stack) {
  if (stack->count == 0) return 0;
  const Layer *last = &stack->layers[stack->count - 1];
  return last->offset + last->length;
}

static bool read_bytes(Value *v, const uint8_t *bytes, uint32_t from,
                       uint32_t to) {
  v->bytes = bytes + from;
  v->size = to - from;
  return true;
}

bool select_read(const Select *s, const Ref *ref, View *view, Value *v) {
  const Stack *stack = view->stack;
  const Frame *frame = &stack->frame;
  if (ref->kind == REF_FIELD) return read_field(s, ref, view, v);
  v->set = false;
  switch ((RefKind)ref->kind) {
    case REF_FIELD: break;
    case REF_HEADER:
      return view->at[ref->place].header &&
             read_bytes(v, view->at[ref->place].header, 0,
                        view->at[ref->place].length);
    case REF_TIME:
    case REF_TIMESTAMP: v->number = (uint64_t)frame->time; return true;
    case REF_LENGTH: v->number = frame->length; return true;
    case REF_CAPLEN: v->number = frame->caplen; return true;
    case REF_BYTES: return read_bytes(v, frame->bytes, 0, frame->caplen);
    case REF_PAYLOAD: return read_bytes(v, frame->bytes, body(stack),
                                        stack->end);
    case REF_TRAILER: return read_bytes(v, frame->bytes, stack->end,
                                        frame->caplen);
    case REF_FLOW:
    case REF_CONVERSATION:
      v->bytes = view->flow;
      v->size = flow_write(s->all, stack->layers, stack->count, frame->bytes,
                           ref->kind == REF_CONVERSATION, view->flow);
      return v->size > 0;
  }
  return false;
}

/* --- conditions --- */

/* True when one of a test's choices is what the value is. */
static bool some_chosen(const Select *s, const Test *test, const Value *v) {
  const Choice *c = &s->choices[test->first], *end = c + test->count;
  int64_t n = (int64_t)v->number;
  if (c->kind != CHOICE_RANGE || test->count > CHOICES_FEW)
    return choices_hold(c, test->count, test->ref.size, v);
  while (c < end && (n < c->from || n > c->to)) c++;
  return c < end;
}

bool select_holds(const Select *s, View *view) {
  for (unsigned i = 0; i < s->tests_count; i++) {
    const Test *test = &s->tests[i];
    Value v = {0};
    bool holds = test->absent
      ? !view->at[test->ref.place].header
      : select_read(s, &test->ref, view, &v) && some_chosen(s, test, &v);
    if (!holds) return false;
  }
  return true;
}
