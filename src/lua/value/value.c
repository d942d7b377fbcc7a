/*
** value.c - the values of a header's fields: assigned, the wire's, computed
*/
#include "value.h"

#include "compose.h"
#include "edits.h"
#include "push.h"

static bool condition(lua_State *L, const State *state, int index,
                      unsigned layer, const Condition *c, int field) {
  Value v = {0};
  if (field < 0) return true;
  const Packet *p = lua_touserdata(L, index);
  const Layout *l = &known_of(state, p, layer)->layout;
  bool there = header_kept(L, state, index, layer, (unsigned)field, &v);
  if (l->fields[field].kind != KIND_UINT)
    return condition_met(c, there ? v.size : 0);
  return there && condition_met(c, v.number);
}

/* True for a list in whose place a script put the other one (row.h). */
static bool is_replaced(lua_State *L, const State *state, int index,
                        unsigned layer, const Layout *l, unsigned field) {
  Value v;
  const Field *f = &l->fields[field];
  bool first = f->instead, second = field > 0 && f[-1].instead;
  return (first || second) &&
         header_assigned(L, state, index, layer, first ? field + 1 : field - 1,
                         &v) &&
         v.size > 0;
}

bool header_kept(lua_State *L, const State *state, int index, unsigned layer,
                 unsigned field, Value *value) {
  const Packet *p = lua_touserdata(L, index);
  const Layer *at = &p->layers[layer];
  const Known *k = state->protocols.known[at->protocol];
  const Field *f = &k->layout.fields[field];
  const uint8_t *header = packet_bytes(p) + at->offset;
  if (!p->touched)
    return field_read(&k->layout, field, header, at->length, value);
  value->set = header_assigned(L, state, index, layer, field, value);
  if (value->set) return true;
  if (!condition(L, state, index, layer, &f->when, k->layout.at[field].when) ||
      is_replaced(L, state, index, layer, &k->layout, field))
    return false;
  if (field_read(&k->layout, field, header, at->length, value)) return true;
  if (f->optional || f->least || f->instead || at->flags & LAYER_CUT)
    return false;
  field_default(f, value);
  if (!value->bytes) value->size = 0;
  return !(f->unless && value->size == 0);
}

bool field_follows(const Known *k, unsigned field) {
  int i = (int)field;
  return i == k->next || i == k->twin || i == k->length || i == k->extent ||
         k->sums >> field & 1 || k->layout.at[field].follows;
}

bool header_value(lua_State *L, const State *state, int index, unsigned layer,
                  unsigned field, Value *value) {
  const Packet *p = lua_touserdata(L, index);
  bool there = header_kept(L, state, index, layer, field, value);
  if (p->touched && !value->set &&
      field_follows(known_of(state, p, layer), field) &&
      packet_composed(L, state, index, layer, field, value))
    return true;
  return there;
}

void header_pushfield(lua_State *L, const State *state, int index,
                      unsigned layer, unsigned field) {
  const Packet *p = lua_touserdata(L, index);
  const Layout *l =
      &state->protocols.known[p->layers[layer].protocol]->layout;
  const Field *f = &l->fields[field];
  Value v;
  if (!header_value(L, state, index, layer, field, &v)) {
    lua_pushnil(L);
    return;
  }
  bool textual =
      condition(L, state, index, layer, &f->form, l->at[field].form);
  if (f->kind != KIND_ITEMS || !p->edited) {
    value_push(L, f, &v, textual);
    return;
  }
  /* a finalizer that runs meanwhile may assign another list: keep this one,
     and what names in it point at */
  v.bytes = v.number +
            (const uint8_t *)lua_pushlstring(
                L, (const char *)v.bytes - v.number, v.number + v.size);
  value_push(L, f, &v, textual);
  lua_remove(L, -2);
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
