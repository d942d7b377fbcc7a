/*
** lchecksum.c - pycap.checksum: whether a header's checksum is right
*/
#include "state.h"

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
