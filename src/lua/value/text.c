/*
** text.c - a header in one line
*/
#include "text.h"

#include "../../core/header.h"
#include "value.h"

void header_addtext(lua_State *L, const State *state, int index,
                    unsigned layer, luaL_Buffer *buffer) {
  const Packet *p = lua_touserdata(L, index);
  const Known *k = known_of(state, p, layer);
  Value values[FIELDS_MAX];
  state_chargebytes(L, p->layers[layer].length);
  char text[1024];
  bool there[FIELDS_MAX] = {false};
  /* first what may run finalizers, which may assign: the rest is borrowed */
  for (unsigned i = 0; i < k->layout.count; i++)
    if (field_follows(k, i))
      there[i] = header_value(L, state, index, layer, i, &values[i]);
  for (unsigned i = 0; i < k->layout.count; i++) {
    if (!field_follows(k, i))
      there[i] = header_kept(L, state, index, layer, i, &values[i]);
    values[i].set = there[i];
  }
  luaL_addlstring(buffer, text, header_text(k, values, text, sizeof text));
}
