/*
** lists.c - whether the lists of a header have what their counts say
*/
#include "lists.h"

#include "items.h"

/* True when what follows a field in a header is one more of what it holds. */
static bool has_more(const Stack *s, const Field *f, uint32_t header) {
  const Value rest = {.bytes = s->frame.bytes + s->offset,
                      .size = s->end - s->offset,
                      .number = s->offset - header};
  uint32_t at = 0;
  ItemView view = {0};
  if (!f->items) return rest.size >= f->unit;
  return items_step(f->items, &rest, &at, &view) && view.head > 0;
}

/* True for a field, there, that is a list, or that a count measures. */
static bool is_list(const Layout *l, unsigned i, const uint8_t *header,
                  uint32_t length) {
  const Field *f = &l->fields[i];
  int c = l->at[i].counted, when = c >= 0 ? l->at[c].when : -1;
  return !f->width && (c >= 0 || f->items) &&
         (when < 0 || field_holds(l, &l->fields[c].when, when, header,
                                  length)) &&
         (l->at[i].when < 0 ||
          field_holds(l, &f->when, l->at[i].when, header, length)) &&
         (l->at[i].form < 0 ||
          field_holds(l, &f->form, l->at[i].form, header, length));
}

Lists lists_look(const Stack *s, const Known *k, const Layer *layer) {
  const Layout *l = &k->layout;
  const uint8_t *header = stack_header(s, layer);
  uint32_t length = layer->length;
  uint64_t offset = (uint64_t)l->fixed * 8, end = (uint64_t)length * 8;
  bool few = false, more = false;
  for (unsigned i = l->dynamic; i < l->count && offset <= end; i++) {
    const Field *f = &l->fields[i];
    Counted c = {0};
    offset += layout_width(l, i, header, &length, offset, &c);
    if (!is_list(l, i, header, length) ||
        (!c.counted && (f->least || f->instead)))
      continue;
    if (s->offset == s->end && (!c.counted || c.actual < c.declared) &&
        stack_goes_on(s))
      return LISTS_CUT;
    few = few || (c.counted && c.actual < c.declared);
    more = more || (c.counted && c.actual == c.declared && offset == end &&
                    i + 1 == l->count && has_more(s, f, layer->offset));
  }
  return few ? LISTS_FEW : more ? LISTS_MORE : LISTS_RIGHT;
}
