/*
** checksum.c - checksums: whether a header's is right, completing those that
** are not
*/
#include "checksum.h"

#include <string.h>

#include "../../core/checksum.h"
#include "compose.h"
#include "edits.h"

int module_checksum(lua_State *L) {
  static const char *const words[] = {NULL, "good", "bad", "unset"};
  const State *state = state_of(L);
  Layer layers[LAYERS_MAX];
  unsigned layer;
  lua_settop(L, 1);
  const Packet *p = header_check(L, state, 1, &layer);
  const Decoded d = p->touched ? packet_layers(L, state, 2, layers)
                               : packet_decoded(p);
  lua_pushstring(L, words[checksum_judge(&state->protocols, &d, layer)]);
  return 1;
}

/* Writes the right checksum over each that is bad, but not over a script's. */
static void complete(lua_State *L, const State *state, int index,
                     const Decoded *d, uint8_t *bytes) {
  for (unsigned i = d->count; i-- > 0;) {
    const Known *k = state->protocols.known[d->layers[i].protocol];
    uint32_t checksum, sum;
    int field;
    Value v;
    if (checksum_judge(&state->protocols, d, i) != SUM_BAD) continue;
    const Checksum *c =
        checksum_find(k, bytes + d->layers[i].offset, d->layers[i].length,
                      &field);
    if (header_assigned(L, state, index, i, (unsigned)field, &v) ||
        !checksum_read(&state->protocols, d, i, &checksum, &sum))
      continue;
    checksum_write(&state->protocols, bytes, &d->layers[i],
                   checksum_of(c, sum));
  }
}

void packet_complete(lua_State *L, const State *state, int index) {
  Layer layers[LAYERS_MAX];
  luaL_Buffer b;
  index = lua_absindex(L, index);
  Decoded d = packet_layers(L, state, index, layers);
  uint8_t *bytes = (uint8_t *)luaL_buffinitsize(L, &b, d.size);
  if (d.size > 0) memcpy(bytes, d.bytes, d.size);
  d.bytes = bytes;
  complete(L, state, index, &d, bytes);
  luaL_pushresultsize(&b, d.size);
  lua_remove(L, -2);
}
