/*
** tree.c - a packet as a tree: a line for each header, below it its fields
*/
#include "../core/problem.h"
#include "printer.h"
#include "walk.h"

#define BYTES_SHOWN 64  /* of a string */
#define INDENT 2

typedef struct Tree {
  Out *out;
  unsigned depth;
  bool first;  /* the next one stands behind the dash of an item */
} Tree;

static void begin(Tree *t, const char *name) {
  unsigned spaces = (t->depth - t->first) * INDENT;
  for (unsigned i = 0; i < spaces; i++) out_char(t->out, ' ');
  if (t->first) out_text(t->out, "- ");
  t->first = false;
  out_text(t->out, name);
  out_char(t->out, ':');
}

static void add_string(Out *o, const Value *v) {
  size_t size = v->size < BYTES_SHOWN ? v->size : BYTES_SHOWN;
  out_char(o, '"');
  out_escaped(o, v->bytes, size);
  out_char(o, '"');
  if (size == v->size) return;
  out_text(o, "... (");
  out_number(o, v->size, 1);
  out_text(o, " bytes)");
}

/* "2 (reply)", "0x12 (syn, ack)" */
static void add_integer(Out *o, const Field *f, const Value *v) {
  char text[128];
  out_add(o, text, field_text(f, v, text));
  if (f->bits) {
    size_t size = bits_text(f->names, v->number, text, sizeof text);
    if (size == 0) return;
    out_text(o, " (");
    out_add(o, text, size);
    out_char(o, ')');
  } else if (value_name(f, v->number)) {
    out_text(o, " (");
    out_text(o, value_name(f, v->number));
    out_char(o, ')');
  }
}

static void tree_value(void *context, const char *name, const Field *field,
                       const Field *f, const Value *v, bool text) {
  Tree *t = context;
  (void)field;
  char address[FIELD_TEXT_MAX];
  begin(t, name);
  out_char(t->out, ' ');
  if (f->kind == KIND_UINT) add_integer(t->out, f, v);
  else if (f->kind == KIND_NAME) domain_add(t->out, v);
  else if (text && f->kind < KIND_BYTES && v->size == field_size(f))
    out_add(t->out, address, field_text(f, v, address));
  else add_string(t->out, v);
  out_char(t->out, '\n');
}

static void tree_word(void *context, const char *name, const char *text) {
  Tree *t = context;
  begin(t, name);
  out_char(t->out, ' ');
  out_text(t->out, text);
  out_char(t->out, '\n');
}

static void tree_open(void *context, const char *name, const Field *field,
                      bool list) {
  Tree *t = context;
  (void)field;
  if (list) {
    begin(t, name);
    out_char(t->out, '\n');
  }
  t->depth++;
  t->first = !list;
}

static void tree_close(void *context, bool list) {
  Tree *t = context;
  (void)list;
  t->depth--;
  t->first = false;
}

void tree_header(Out *o, const Stack *s, unsigned layer) {
  Tree t = {o, 1, false};
  const Layer *at = &s->layers[layer];
  const Protocol *p = s->all->known[at->protocol]->protocol;
  Visitor visitor = {tree_value, tree_word, tree_open, tree_close, &t};
  out_text(o, p->name);
  out_text(o, ": ");
  out_text(o, p->meaning);
  out_text(o, ", ");
  out_number(o, at->length, 1);
  out_text(o, at->length == 1 ? " byte\n" : " bytes\n");
  walk_layer(s, layer, &visitor);
}

static void add_rest(Out *o, const char *what, const uint8_t *bytes,
                     size_t size) {
  Value v = {.bytes = bytes, .size = size};
  if (size == 0) return;
  out_text(o, what);
  out_text(o, ": ");
  out_number(o, size, 1);
  out_text(o, size == 1 ? " byte, " : " bytes, ");
  add_string(o, &v);
  out_char(o, '\n');
}

void problem_add(Out *o, const Stack *s) {
  char text[PROBLEM_MAX];
  size_t size = problem_text(s->all, s->culprit, s->problem, s->where, text);
  out_escaped(o, (const uint8_t *)text, size);
}

void tree_add(Out *o, const Stack *s) {
  const uint8_t *bytes = s->frame.bytes;
  for (unsigned i = 0; i < s->count; i++) tree_header(o, s, i);
  if (s->end > s->offset)
    add_rest(o, "payload", bytes + s->offset, s->end - s->offset);
  add_rest(o, "trailer", bytes + s->end, s->frame.caplen - s->end);
  if (s->frame.length > s->frame.caplen) {
    out_text(o, "not captured: ");
    out_number(o, s->frame.length - s->frame.caplen, 1);
    out_text(o, " bytes\n");
  }
  if (!s->problem) return;
  out_text(o, "malformed: ");
  problem_add(o, s);
  out_char(o, '\n');
}
