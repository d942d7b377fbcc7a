/*
** flow.c - flows: the five-tuple of a packet as one key
*/
#include "flow.h"

#include <string.h>

/*
** The layer behind the IP header in layer `i` and all that counts in numbers of
** the same space (extension headers); `*number` is what the last of them says.
*/
static unsigned behind(const Protocols *all, const Layer *layers,
                       unsigned count, unsigned i, const uint8_t *bytes,
                       uint8_t *number) {
  unsigned space = all->known[layers[i].protocol]->space;
  do {
    const Known *k = all->known[layers[i].protocol];
    const uint8_t *header = bytes + layers[i].offset;
    Value v;
    if (k->next_size > 0)
      *number = (uint8_t)known_next(k, header);
    else if (k->next >= 0 &&
             field_read(&k->layout, (unsigned)k->next, header,
                        layers[i].length, &v))
      *number = (uint8_t)v.number;
    i++;
  } while (i < count && all->known[layers[i].protocol]->space == space &&
           !all->known[layers[i].protocol]->address);
  return i;
}

/* True when the second end, its port too, is the smaller one. */
static bool backward(const uint8_t *source, const uint8_t *destination,
                     size_t size, const uint8_t *ports) {
  int order = memcmp(source, destination, size);
  if (order == 0 && ports) order = memcmp(ports, ports + 2, 2);
  return order > 0;
}

static inline size_t find(const Protocols *all, const Layer *layers,
                          unsigned count, const uint8_t *bytes, bool both,
                          uint8_t out[FLOW_MAX], FlowPlace *place) {
  const uint8_t *ports = NULL;
  unsigned i = 0;
  while (i < count && !all->known[layers[i].protocol]->address) i++;
  if (i == count) return 0;
  const Known *k = all->known[layers[i].protocol];
  const uint8_t *header = bytes + layers[i].offset;
  const uint8_t *ends[2] = {header + k->source_at, header + k->destination_at};
  size_t size = k->address;
  uint8_t *number = out + 2 * size;
  *number = 0;
  place->ip = i;
  place->behind = i = behind(all, layers, count, i, bytes, number);
  if (i < count && all->known[layers[i].protocol]->ports)
    ports = bytes + layers[i].offset;
  bool back = both && backward(ends[0], ends[1], size, ports);
  place->back = back;
  memcpy(out, ends[back], size);
  memcpy(out + size, ends[!back], size);
  if (!ports) return 2 * size + 1;
  memcpy(number + 1, ports + (back ? 2 : 0), 2);
  memcpy(number + 3, ports + (back ? 0 : 2), 2);
  return 2 * size + 1 + PORTS_SIZE;
}

size_t flow_write(const Protocols *all, const Layer *layers, unsigned count,
                  const uint8_t *bytes, bool both, uint8_t out[FLOW_MAX]) {
  FlowPlace place;
  return find(all, layers, count, bytes, both, out, &place);
}

size_t flow_find(const Protocols *all, const Layer *layers, unsigned count,
                 const uint8_t *bytes, uint8_t out[FLOW_MAX],
                 FlowPlace *place) {
  return find(all, layers, count, bytes, true, out, place);
}

bool flow_read(const uint8_t *key, size_t size, Flow *flow) {
  flow->ports = size == 8 + 1 + PORTS_SIZE || size == 32 + 1 + PORTS_SIZE;
  if (!flow->ports && size != 8 + 1 && size != 32 + 1) return false;
  flow->size = size < 32 ? 4 : 16;
  flow->source = key;
  flow->destination = key + flow->size;
  const uint8_t *p = key + 2 * flow->size;
  flow->protocol = p[0];
  flow->sourceport = flow->destinationport = 0;
  if (!flow->ports) return true;
  flow->sourceport = (uint16_t)(p[1] << 8 | p[2]);
  flow->destinationport = (uint16_t)(p[3] << 8 | p[4]);
  return true;
}

void flow_interest(uint8_t *interest, const Protocols *all) {
  for (unsigned i = 0; i < all->count; i++)
    if (all->known[i]->address || all->known[i]->ports)
      interest_pass(interest, all, i);
}
