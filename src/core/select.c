/*
** select.c - a selection: which fields of a packet, under which conditions
*/
#include "choices.h"

#include <string.h>

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

/* The list that a field inside one is in. */
static bool read_list(const Select *s, const Ref *ref, const View *view,
                      Value *list) {
  const uint8_t *header = view->at[ref->place].header;
  return header && field_read(s->layouts[ref->place], ref->field, header,
                              view->at[ref->place].length, list);
}

static bool read_entry(const Select *s, const Ref *ref, View *view, Value *v) {
  const Items *items = s->layouts[ref->place]->fields[ref->field].items;
  Value list;
  return read_list(s, ref, view, &list) &&
         path_read(&s->paths[ref->at], items, &list, view->text, &view->work,
                   v);
}

/* An address of the outermost IP header. */
static bool read_end(const Stack *stack, bool source, Value *v) {
  for (unsigned i = 0; i < stack->count; i++) {
    const Known *k = stack->all->known[stack->layers[i].protocol];
    if (!k->address) continue;
    v->bytes = stack->frame.bytes + stack->layers[i].offset +
               (source ? k->source_at : k->destination_at);
    v->size = k->address;
    v->set = true;
    return true;
  }
  return false;
}

const Field *select_address(size_t size) {
  static const Field rows[] = {
    A("", IP4, ""), A("", MAC, ""), A("", IP6, "")
  };
  return &rows[size == 4 ? 0 : size == 6 ? 1 : 2];
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
    case REF_ENTRY: return read_entry(s, ref, view, v);
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
    case REF_SOURCE: return read_end(stack, true, v);
    case REF_DESTINATION: return read_end(stack, false, v);
  }
  return false;
}

/* --- conditions --- */

/* True when one of a test's choices is what the value is. */
static bool some_chosen(const Select *s, const Test *test, const Value *v) {
  const Choice *c = &s->choices[test->first], *end = c + test->count;
  int64_t n = (int64_t)v->number;
  if (c->kind != CHOICE_RANGE || test->count > CHOICES_FEW)
    return choices_hold(c, test->count, v);
  while (c < end && (n < c->from || n > c->to)) c++;
  return c < end;
}

/* A test of which one value has to be chosen, and its selection. */
typedef struct Some {
  const Select *select;
  const Test *test;
} Some;

static bool accept_some(const void *context, const Value *v) {
  const Some *some = context;
  return some_chosen(some->select, some->test, v);
}

/* True when a test holds that is no plain one. */
static bool test_holds(const Select *s, const Test *test, View *view) {
  const Ref *ref = &test->ref;
  const Items *items = s->layouts[ref->place]->fields[ref->field].items;
  const Some some = {s, test};
  Value list;
  if (test->how == TEST_ABSENT) return !view->at[ref->place].header;
  return read_list(s, ref, view, &list) &&
         path_some(&s->paths[ref->at], items, &list, view->text, &view->work,
                   accept_some, &some);
}

bool select_holds(const Select *s, View *view) {
  for (unsigned i = 0; i < s->tests_count; i++) {
    const Test *test = &s->tests[i];
    Value v = {0};
    bool holds = test->how == TEST_VALUE
      ? select_read(s, &test->ref, view, &v) && some_chosen(s, test, &v)
      : test_holds(s, test, view);
    if (!holds) return false;
  }
  return true;
}
