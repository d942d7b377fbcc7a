/*
** layers.c - fields of the layers of a stack, by name
*/
#include "packet.h"

static bool read_named(const Stack *s, const Layer *layer, const char *field,
                       Value *v) {
  const Layout *l = &s->all->known[layer->protocol]->layout;
  int i = layout_find(l, field);
  return i >= 0 && field_read(l, (unsigned)i, stack_header(s, layer),
                              layer->length, v);
}

uint64_t stack_number(const Stack *s, const Layer *layer, const char *field) {
  Value v;
  return read_named(s, layer, field, &v) ? v.number : 0;
}

bool stack_has(const Stack *s, const Layer *layer, const char *field) {
  Value v;
  return read_named(s, layer, field, &v);
}
