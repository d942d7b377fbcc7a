/*
** stack.c - what is asked of a stack of layers: a layer's fields, and what
** handlers want of it
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

void interest_add(uint8_t *interest, const Protocols *all, unsigned protocol) {
  interest_pass(interest, all, protocol);
  interest[protocol] |= INTEREST_HERE;
}

void interest_pass(uint8_t *interest, const Protocols *all,
                   unsigned protocol) {
  interest[protocol] |= INTEREST_BELOW;
  for (unsigned i = 0; i < all->count; i++)
    if (set_has(&all->below[i], protocol)) interest[i] |= INTEREST_BELOW;
}
