/*
** ports.c - what follows ports, and the prefix that may stand before it
*/
#include "ports.h"

unsigned ports_find(const Protocols *all, const Known *k,
                    const uint8_t *ports) {
  uint32_t source = (uint32_t)(ports[0] << 8 | ports[1]);
  uint32_t destination = (uint32_t)(ports[2] << 8 | ports[3]);
  unsigned next = protocols_child(all, k->space, destination);
  if (next != PROTOCOL_NONE) return next;
  next = protocols_child(all, k->space, source);
  return next != PROTOCOL_NONE && all->known[next]->protocol->aimed
    ? PROTOCOL_NONE : next;
}

bool ports_ask(Stack *s) {
  const Layer *layer = &s->layers[s->count - 1];
  s->sides = false;
  if (s->message > 0 && s->offset == s->message) {
    s->partial = false;
    s->end = s->frame.caplen;
    s->next = s->spoken;
    return true;
  }
  if (s->offset == s->end && !stack_goes_on(s)) return false;
  s->next = (uint16_t)ports_find(s->all, s->all->known[layer->protocol],
                                 stack_header(s, layer));
  return s->next != PROTOCOL_NONE;
}

/* Moves into what a prefix counts. False: that is not there. */
static bool enter(Stack *s, const Known *k) {
  uint32_t left = s->end - s->offset;
  if (left < k->prefix) return false;
  uint32_t size = prefix_read(k, s->frame.bytes + s->offset);
  left -= k->prefix;
  if (size == 0 || (size > left && !stack_goes_on(s))) return false;
  s->offset += k->prefix;
  if (size < left) s->end = s->offset + size;
  return true;
}

bool framing_begin(Stack *s, const Known *k) {
  if (s->count == 0 ||
      !protocols_framed(s->all, s->layers[s->count - 1].protocol, k->index))
    return true;
  s->framing = s->offset;
  s->outer = s->end;
  s->framed = enter(s, k);
  if (!s->framed) s->next = PROTOCOL_NONE;
  return s->framed;
}

void framing_end(Stack *s, bool found) {
  const uint32_t offset = s->offset, end = s->end;
  s->framed = false;
  if (!found) {
    s->offset = s->framing;
    s->end = s->outer;
    return;
  }
  if (s->next != PROTOCOL_NONE || offset != end || end == s->outer) return;
  const Known *k = s->all->known[s->layers[s->count - 1].protocol];
  s->end = s->outer;
  bool again = enter(s, k);
  s->offset = offset;
  s->end = again ? s->outer : end;
  if (again) s->next = k->index;
}
