/*
** craft.c - pycap.<protocol>: headers made by hand
*/
#include "craft.h"

#include <string.h>

#include "assign.h"
#include "inplace.h"
#include "place.h"
#include "value.h"

/* The field that a key names: its index, or raises. */
static unsigned field_of(lua_State *L, const State *state, const Known *k,
                         int key) {
  /* names are short strings that the metatable keeps: equal ones are one */
  const void *name =
      lua_type(L, key) == LUA_TSTRING ? lua_topointer(L, key) : NULL;
  const void *const *names = state->names[k->index];
  unsigned i = 0;
  while (i < k->layout.count && names[i] != name) i++;
  if (i == k->layout.count) header_refusekey(L, k, key);
  return i;
}

/*
** Assigns the fields that the plain table at 1 has to the header at 2; those of
** which others say length or form last.
*/
static void fill(lua_State *L, const State *state, Packet *p) {
  const Known *k = known_of(state, p, 0);
  uint64_t later = 0;
  int top = lua_gettop(L);
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    unsigned field = field_of(L, state, k, top + 1);
    if (!header_place(L, state, p, field, top + 2)) {
      if (k->layout.at[field].sized >= 0 || k->layout.at[field].form >= 0)
        later |= BIT(field);
      else header_assign(L, state, 2, 0, field, top + 2);
    }
    lua_settop(L, top + 1);
  }
  for (unsigned i = 0; later >> i; i++) {
    if (!(later >> i & 1)) continue;
    lua_pushstring(L, k->layout.fields[i].name);
    lua_rawget(L, 1);
    header_assign(L, state, 2, 0, i, top + 1);
    lua_settop(L, top);
  }
}

/*
** Lets words that are in the order of their writer keep it: that of `layer` of
** the packet that the fields come from. Both headers are of the protocol k.
*/
static void keep_order(const Known *k, Packet *p, const Packet *from,
                       unsigned layer) {
  const Layer *at = &from->layers[layer];
  for (unsigned i = 0; i < k->layout.dynamic; i++) {
    const Field *f = &k->layout.fields[i];
    size_t begin = k->layout.at[i].offset / 8, end = begin + f->width / 8;
    if (f->order == ORDER_WRITER && end <= at->length)
      memcpy((uint8_t *)(p->layers + 1) + begin,
             packet_bytes(from) + at->offset + begin, end - begin);
  }
}

int module_header(lua_State *L) {
  const State *state = state_of(L);
  const Known *k =
      state->protocols.known[lua_tointeger(L, lua_upvalueindex(3))];
  unsigned layer;
  lua_settop(L, 1);
  bool given = !lua_isnil(L, 1);
  if (given) luaL_checktype(L, 1, LUA_TTABLE);
  Packet *p = packet_new(L, state, 1, k->preset_length, true);
  memcpy(p->layers + 1, k->preset, k->preset_length);
  p->layers[0] = (Layer){0, k->preset_length, k->index, LAYER_MADE};
  p->root = k->index;
  p->caplen = p->length = p->end = k->preset_length;
  p->alone = p->touched = true;
  const Packet *from = given ? header_to(L, state, 1, &layer) : NULL;
  if (from) {  /* a header's fields */
    if (from->layers[layer].protocol == k->index)
      keep_order(k, p, from, layer);
    header_table(L, state, -1, layer);
    lua_replace(L, 1);
    lua_pop(L, 1);
  }
  if (given) fill(L, state, p);
  header_push(L, state, 2, 0);
  return 1;
}
