/*
** select.c - a selection: which fields of a packet, under which conditions
*/
#include "choices.h"

#include <string.h>

void select_init(Select *s, const Protocols *all, unsigned protocol) {
  memset(s, 0, sizeof *s);
  s->all = all;
  s->record = protocol == PROTOCOL_FLOW;
  if (s->record) protocol = PROTOCOL_NONE;
  s->protocols[0] = (uint8_t)protocol;
  if (protocol != PROTOCOL_NONE) s->layouts[0] = &all->known[protocol]->layout;
  s->places = 1;
}

const char *select_title(const Select *s) {
  if (s->record) return "flow";
  return s->protocols[0] == PROTOCOL_NONE
    ? "packet" : s->all->known[s->protocols[0]]->protocol->name;
}

/* --- looking --- */

void select_interest(const Select *s, uint8_t *interest) {
  if (s->record) return;
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

/* Notes what of a place's header can be read at once. */
static void look_at(const Select *s, unsigned place, const Stack *stack,
                    const Layer *layer, View *view) {
  const Layout *l = s->layouts[place];
  view->at[place].header = NULL;
  view->at[place].reach = REACH_ABSENT;
  if (!layer) return;
  view->at[place].header = stack->frame.bytes + layer->offset;
  view->at[place].length = layer->length;
  if (layer->length < l->fixed) return;
  view->at[place].reach = REACH_FIXED;
  if (l->usual > 0 &&
      layout_usual(l, view->at[place].header, layer->length))
    view->at[place].reach = REACH_USUAL;
}

void select_look(const Select *s, Stack *stack, const Layer *first,
                 View *view) {
  if (s->whole) stack_decode(stack, NULL);
  view->stack = stack;
  look_at(s, 0, stack, first, view);
  for (unsigned p = 1; p < s->places; p++)
    look_at(s, p, stack, stack_find(stack, s->protocols[p]), view);
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

bool select_read(const Select *s, const Ref *ref, View *view, Value *v) {
  if (ref->kind == REF_FIELD) return read_field(s, ref, view, v);
  return select_member(s, ref, view, v);
}

/* --- conditions --- */

bool select_holds(const Select *s, View *view) {
  for (unsigned i = 0; i < s->tests_count; i++) {
    const Test *test = &s->tests[i];
    Value v = {0};
    bool holds = test->how == TEST_VALUE
      ? select_read(s, &test->ref, view, &v) && test_accepts(s, test, &v)
      : select_test(s, test, view);
    if (v.size >= 1024) view->work += (uint32_t)(v.size >> 10);
    if (!holds) return false;
  }
  return true;
}
