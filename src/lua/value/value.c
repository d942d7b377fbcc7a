/*
** value.c - the values of a header's fields: assigned, the wire's, computed
*/
#include "../base/state.h"

static bool kept_value(lua_State *L, const State *state, int index,
                       unsigned layer, unsigned field, Value *value);

static bool condition(lua_State *L, const State *state, int index,
                      unsigned layer, const Condition *c, int field) {
  Value v;
  return field < 0 ||
         (kept_value(L, state, index, layer, (unsigned)field, &v) &&
          condition_met(c, v.number));
}

/*
** What was assigned, else the wire's, else the default; false: there is no such
** field. No finalizer runs.
*/
static bool kept_value(lua_State *L, const State *state, int index,
                       unsigned layer, unsigned field, Value *value) {
  const Packet *p = lua_touserdata(L, index);
  const Layer *at = &p->layers[layer];
  const Known *k = &state->protocols.known[at->protocol];
  const Field *f = &k->layout.fields[field];
  const uint8_t *header = packet_bytes(p) + at->offset;
  if (!p->touched)
    return field_read(&k->layout, field, header, at->length, value);
  value->set = header_assigned(L, state, index, layer, field, value);
  if (value->set) return true;
  if (!condition(L, state, index, layer, &f->when, k->layout.at[field].when))
    return false;
  if (field_read(&k->layout, field, header, at->length, value)) return true;
  if (f->optional || at->flags & LAYER_CUT) return false;
  value->number = field_preset(f);
  value->bytes = f->presets;
  value->size = f->presets ? field_size(f) : 0;
  return true;
}

/* True for a field that composing fills in where it is not set. */
static bool follows(const Known *k, unsigned field) {
  int i = (int)field;
  return i == k->next || i == k->twin || i == k->length || i == k->extent ||
         i == k->checksum || k->layout.at[field].follows;
}

bool header_value(lua_State *L, const State *state, int index, unsigned layer,
                  unsigned field, Value *value) {
  const Packet *p = lua_touserdata(L, index);
  bool there = kept_value(L, state, index, layer, field, value);
  if (p->touched && !value->set &&
      follows(known_of(state, p, layer), field) &&
      packet_composed(L, state, index, layer, field, value))
    return true;
  return there;
}

void value_push(lua_State *L, const Field *f, const Value *v, bool textual) {
  char text[FIELD_TEXT_MAX];
  if (f->kind == KIND_UINT)
    lua_pushinteger(L, (lua_Integer)v->number);
  else if (textual && f->kind < KIND_BYTES && v->size == field_size(f))
    lua_pushlstring(L, text, field_text(f, v, text));
  else if (f->kind == KIND_ITEMS)
    items_push(L, f->items, v->bytes, (uint32_t)v->size);
  else
    lua_pushlstring(L, (const char *)v->bytes, v->size);
}

void header_pushfield(lua_State *L, const State *state, int index,
                      unsigned layer, unsigned field) {
  const Packet *p = lua_touserdata(L, index);
  const Layout *l =
      &state->protocols.known[p->layers[layer].protocol].layout;
  const Field *f = &l->fields[field];
  Value v;
  if (!header_value(L, state, index, layer, field, &v)) {
    lua_pushnil(L);
    return;
  }
  value_push(L, f, &v,
             condition(L, state, index, layer, &f->form, l->at[field].form));
}

void header_table(lua_State *L, const State *state, int index,
                  unsigned layer) {
  const Packet *p = lua_touserdata(L, index);
  const Layout *l = &known_of(state, p, layer)->layout;
  index = lua_absindex(L, index);
  lua_createtable(L, 0, l->count);
  for (unsigned i = 0; i < l->count; i++) {
    lua_pushstring(L, l->fields[i].name);
    header_pushfield(L, state, index, layer, i);
    lua_rawset(L, -3);
  }
}

void header_addtext(lua_State *L, const State *state, int index,
                    unsigned layer, luaL_Buffer *buffer) {
  const Packet *p = lua_touserdata(L, index);
  const Known *k = known_of(state, p, layer);
  Value values[FIELDS_MAX];
  char text[1024];
  bool there[FIELDS_MAX] = {false};
  /* first what may run finalizers, which may assign: the rest is borrowed */
  for (unsigned i = 0; i < k->layout.count; i++)
    if (follows(k, i))
      there[i] = header_value(L, state, index, layer, i, &values[i]);
  for (unsigned i = 0; i < k->layout.count; i++) {
    if (!follows(k, i))
      there[i] = kept_value(L, state, index, layer, i, &values[i]);
    values[i].set = there[i];
  }
  luaL_addlstring(buffer, text, header_text(k, values, text, sizeof text));
}
