/*
** member.c - a selection: members of the packet, and fields inside lists
*/
#include "choices.h"
#include "problem.h"

/* The list that a field inside one is in. */
static bool read_list(const Select *s, const Ref *ref, const View *view,
                      Value *list, uint64_t *most) {
  const uint8_t *header = view->at[ref->place].header;
  return header && layout_list(s->layouts[ref->place], ref->field, header,
                               view->at[ref->place].length, list, most);
}

static bool read_entry(const Select *s, const Ref *ref, View *view, Value *v) {
  const Items *items = s->layouts[ref->place]->fields[ref->field].items;
  Value list;
  uint64_t most;
  return read_list(s, ref, view, &list, &most) &&
         path_read(&s->paths[ref->at], items, &list, most, view->text,
                   &view->work, v);
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

bool select_member(const Select *s, const Ref *ref, View *view, Value *v) {
  const Stack *stack = view->stack;
  const Frame *frame = &stack->frame;
  if (s->record)
    return record_read((const Record *)(const void *)frame->bytes, ref->field,
                       view->text, v);
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
    case REF_MALFORMED:
      if (!stack->problem) return false;
      v->bytes = (const uint8_t *)view->text;
      v->size = problem_text(s->all, stack->culprit, stack->problem,
                             stack->where, view->text);
      return true;
    case REF_FLOW:
    case REF_CONVERSATION:
      v->bytes = view->flow;
      v->size = flow_write(s->all, stack->layers, stack->count, frame->bytes,
                           ref->kind == REF_CONVERSATION, view->flow);
      return v->size > 0;
    case REF_SOURCE: return read_end(stack, true, v);
    case REF_DESTINATION: return read_end(stack, false, v);
    case REF_RECORD: break;
  }
  return false;
}

/* A test that any one value may pass, and its selection. */
typedef struct TestContext {
  const Select *select;
  const Test *test;
} TestContext;

static bool accept_value(const void *context, const Value *v) {
  const TestContext *c = context;
  return test_accepts(c->select, c->test, v);
}

bool select_test(const Select *s, const Test *test, View *view) {
  const Ref *ref = &test->ref;
  const TestContext context = {s, test};
  Value list, absent;
  uint64_t most;
  if (test->how == TEST_ABSENT) return !select_member(s, ref, view, &absent);
  if (!read_list(s, ref, view, &list, &most)) return false;
  const Items *items = s->layouts[ref->place]->fields[ref->field].items;
  return path_any(&s->paths[ref->at], items, &list, most, view->text,
                  &view->work, accept_value, &context);
}
